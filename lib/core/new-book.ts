import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { parseBookConfig } from "./book.js";
import { RiskbookError } from "./failure.js";
import { replaceFile, writeFailure } from "./files.js";
import { BOOK_FILE } from "./find-book.js";
import { packageRoot } from "./package.js";

/** What a new book is told about its firm. */
export interface NewBook {
  firm: string;
  /** ISO 4217. */
  currency: string;
  timeZone: string;
  /** Without it, ratios of P&L are undefined and say so. */
  capitalBase?: number | undefined;
}

/** Where a file of a new book went, and whether it was there already and was left as it was. */
export interface NewFile {
  path: string;
  kept: boolean;
}

const COPIED = ["notebooks", "reports", "data/maps"];

/**
 * Makes a book in `folder`: its `riskbook.yaml`, the report that comes with riskbook, the import maps, and settings for
 * editors. Files that exist are never touched.
 * @returns one entry for each file, with its path relative to the folder
 * @throws RiskbookError `BOOK_EXISTS` where the folder is a book already, `BAD_BOOK` where `about` is not valid
 */
export function createBook(folder: string, about: NewBook): NewFile[] {
  if (existsSync(join(folder, BOOK_FILE))) {
    throw new RiskbookError("BOOK_EXISTS", `${folder} is a book already: it has a ${BOOK_FILE}. Nothing was changed.`, {
      exitCode: 2,
    });
  }
  parseBookConfig(bookFile(about), BOOK_FILE);
  makeFolder(folder);
  const texts: Record<string, string> = {
    [BOOK_FILE]: bookFile(about),
    ".gitignore": "node_modules/\noutput/*\ndata/*\n!data/maps/\n",
    "tsconfig.json": EDITOR_SETTINGS,
    "README.md": readme(about.firm),
  };
  const copied = COPIED.flatMap(room => copyRoom(packageRoot(), folder, room));
  const written = Object.entries(texts).map(([name, text]) => writeUnlessThere(folder, name, text));
  for (const room of ["templates", "output"]) makeFolder(join(folder, room));
  return [...written, ...copied];
}

function copyRoom(from: string, to: string, room: string): NewFile[] {
  makeFolder(join(to, room));
  return readdirSync(join(from, room), { withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(ipynb|ts|yaml)$/.test(entry.name) && !entry.name.endsWith(".test.ts"))
    .map(entry => {
      const target = join(to, room, entry.name);
      const kept = existsSync(target);
      if (!kept) guarded(target, () => cpSync(join(from, room, entry.name), target));
      return { path: relative(to, target), kept };
    });
}

function writeUnlessThere(folder: string, name: string, text: string): NewFile {
  const path = join(folder, name);
  const kept = existsSync(path);
  if (!kept) replaceFile(path, text);
  return { path: name, kept };
}

function makeFolder(path: string): void {
  guarded(path, () => mkdirSync(path, { recursive: true }));
}

function guarded(path: string, effect: () => void): void {
  try {
    effect();
  } catch (error) {
    throw writeFailure(path, error);
  }
}

function bookFile({ firm, currency, timeZone, capitalBase }: NewBook): string {
  return `# What riskbook knows about the firm. Every key is explained in docs/book.md.
firm: ${JSON.stringify(firm)}
currency: ${currency}
timeZone: ${timeZone}
# Money that ratios of P&L (return, Sharpe, drawdown in percent) are taken of. Without it they are undefined and say so.
${capitalBase === undefined ? "# capitalBase: 1000000" : `capitalBase: ${capitalBase}`}
limits: {}
# accountRules:               rules of funded accounts, see docs/limits.md
#   "*": { preset: futures-50k-end-of-day }
mail:
  # from: Risk <risk@example.com>
  # host: smtp.example.com     user and password: RISKBOOK_SMTP_USER and RISKBOOK_SMTP_PASSWORD in the environment
  recipients: []
`;
}

const EDITOR_SETTINGS = `{
  "compilerOptions": {
    "target": "ES2023",
    "module": "NodeNext",
    "strict": true,
    "noEmit": true,
    "skipLibCheck": true
  },
  "include": ["reports"]
}
`;

function readme(firm: string): string {
  return `# The risk book of ${firm}

| folder | holds |
|---|---|
| \`notebooks\` | TypeScript notebooks; open them in Jupyter or VS Code after \`npx riskbook notebook kernel --install\` |
| \`reports\` | which notebook becomes which report, for whom and when |
| \`data/maps\` | how the columns of your files map to fills |
| \`data/store\` | the store of snapshots (made by \`riskbook ingest\`) |
| \`output\` | what runs produced |

Bring your fills with \`npx riskbook ingest FILE --map tradervue.yaml\`, or try the built-in firm with \`npx riskbook demo\`;
then \`npx riskbook report run daily-risk\`.
`;
}
