import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { packageRoot, RiskbookError } from "../../core/index.js";
import type { Notebook } from "../format/notebook.js";
import type { Finding } from "./finding.js";
import { type CellModule, joinCells, placeInCells } from "./module.js";

/** A notebook under its path. */
export interface NamedNotebook {
  path: string;
  notebook: Notebook;
}

interface WrittenModule extends NamedNotebook {
  file: string;
  module: CellModule;
}

/**
 * Checks the types of notebooks by strict rules, all in one run of TypeScript's own compiler.
 * @throws RiskbookError `NO_TYPESCRIPT` where that is not installed
 */
export async function checkTypes(notebooks: readonly NamedNotebook[]): Promise<Finding[]> {
  if (notebooks.length === 0) return [];
  const compiler = findCompiler(dirname(notebooks[0]!.path));
  const folder = mkdtempSync(join(tmpdir(), "riskbook-check-"));
  const written = notebooks.map(writeBeside);
  try {
    const project = join(folder, "tsconfig.json");
    writeFileSync(project, JSON.stringify(projectOf(written)));
    return findingsIn(await compile(compiler, project), written);
  } finally {
    for (const { file } of written) rmSync(file, { force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Beside its notebook a module finds what the notebook finds: packages and files alike. */
function writeBeside({ path, notebook }: NamedNotebook): WrittenModule {
  const module = joinCells(notebook);
  const file = resolve(dirname(path), `.${basename(path, ".ipynb")}.${process.pid}.check.ts`);
  writeFileSync(file, module.source);
  return { path, notebook, file, module };
}

function projectOf(written: readonly WrittenModule[]): object {
  const require = createRequire(import.meta.url);
  const kernelRequire = createRequire(require.resolve("tslab/package.json"));
  const types = dirname(dirname(kernelRequire.resolve("@types/node/package.json")));
  const folders = [...new Set(written.map(({ file }) => dirname(file)))];
  return {
    compilerOptions: {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: "ES2022",
      lib: ["ES2023", "DOM", "DOM.Iterable"],
      module: "ESNext",
      moduleResolution: "Bundler",
      types: ["node"],
      typeRoots: [types],
      ...(folders.every(findsPackage)
        ? {}
        : { paths: { riskbook: [join(packageRoot(), "dist", "lib", "index.d.ts")] } }),
    },
    files: written.map(({ file }) => file),
  };
}

function findsPackage(folder: string): boolean {
  try {
    createRequire(join(folder, "notebook.js")).resolve("riskbook");
    return true;
  } catch {
    return false;
  }
}

function findCompiler(folder: string): string {
  for (const from of [join(packageRoot(), "package.json"), join(folder, "notebook.js")]) {
    try {
      const path = join(dirname(createRequire(from).resolve("typescript/package.json")), "bin", "tsc");
      if (existsSync(path)) return path;
    } catch {
      // not installed here: the next place is tried
    }
  }
  throw new RiskbookError(
    "NO_TYPESCRIPT",
    'Notebooks cannot be checked without TypeScript. Install it with "npm install --save-dev typescript".',
  );
}

function compile(compiler: string, project: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [compiler, "-p", project, "--pretty", "false"],
      { maxBuffer: 64 * 1024 * 1024 },
      (error, output) => {
        // The compiler says that it found errors by its exit code: only a compiler that said nothing has failed.
        if (error !== null && output === "") reject(error);
        else resolve(output);
      },
    );
  });
}

const ERROR = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/;

function findingsIn(output: string, written: readonly WrittenModule[]): Finding[] {
  const findings: Finding[] = [];
  for (const line of output.split("\n")) {
    const match = ERROR.exec(line);
    const last = findings.at(-1);
    if (match === null) {
      if (/^\s+\S/.test(line) && last !== undefined) last.message += ` ${line.trim()}`;
      continue;
    }
    const [, file, row, , rule, message] = match;
    const source = written.find(candidate => basename(candidate.file) === basename(file!));
    if (source === undefined) findings.push({ notebook: file!, rule: rule!, line: Number(row), message: message! });
    else
      findings.push({
        notebook: source.path,
        rule: rule!,
        ...placeInCells(source.module, Number(row)),
        message: message!,
      });
  }
  return findings;
}
