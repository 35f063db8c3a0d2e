import { existsSync, readdirSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { type Book, messageOf, packageRoot, RiskbookError } from "../../core/index.js";
import type { ReportDefinition } from "../define.js";

/** The names of a book's reports: the files of its `reports` folder. */
export function reportNames(book: Book): string[] {
  if (!existsSync(book.reports)) return [];
  return readdirSync(book.reports)
    .filter(name => /^[^.].*\.(ts|js|mjs)$/.test(name) && !/\.(test|d)\.ts$/.test(name))
    .map(name => name.replace(/\.\w+$/, ""))
    .sort();
}

/**
 * Loads the report `name` from `reports/<name>.ts` (or `.js`, `.mjs`) of a book. Node itself takes the types off;
 * `riskbook` and `zod` mean this package's own, so that a book needs no node_modules.
 * @throws RiskbookError `NO_REPORT` naming those there are; `BAD_REPORT` when the file does not define it
 */
export async function loadReport(book: Book, name: string): Promise<ReportDefinition> {
  const names = reportNames(book);
  if (!names.includes(name)) {
    const known = names.length === 0 ? `${book.reports} has no reports.` : `There is ${names.join(", ")}.`;
    throw new RiskbookError("NO_REPORT", `There is no report "${name}" in ${book.reports}. ${known}`, { exitCode: 2 });
  }
  const path = reportFile(book, name);
  const definition = await importDefault(path);
  if (!isDefinition(definition)) {
    throw new RiskbookError("BAD_REPORT", `${path} must export default defineReport({ … }).`, { exitCode: 2 });
  }
  if (definition.name === name) return definition;
  throw new RiskbookError(
    "BAD_REPORT",
    `${path} defines a report called "${definition.name}". Give the file and the report the same name.`,
    { exitCode: 2 },
  );
}

/** Loads every report of a book, by name. */
export async function loadReports(book: Book): Promise<ReportDefinition[]> {
  const reports: ReportDefinition[] = [];
  for (const name of reportNames(book)) reports.push(await loadReport(book, name));
  return reports;
}

/** Node takes no types off inside node_modules: there the package's own reports are used as built. */
function reportFile(book: Book, name: string): string {
  const installed = book.reports.includes(`${sep}node_modules${sep}`);
  const folder = installed ? join(packageRoot(), "dist", "reports") : book.reports;
  const file = ["ts", "js", "mjs"]
    .map(extension => join(folder, `${name}.${extension}`))
    .find(path => existsSync(path));
  if (file !== undefined) return file;
  throw new RiskbookError("NO_REPORT", `The report "${name}" is not built: ${folder} lacks it.`, { exitCode: 2 });
}

async function importDefault(path: string): Promise<unknown> {
  const require = createRequire(join(packageRoot(), "package.json"));
  const own = new Map(["riskbook", "zod"].map(name => [name, pathToFileURL(importedFile(require, name)).href]));
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const url = own.get(specifier);
      return url === undefined ? next(specifier, context) : { url, format: "module", shortCircuit: true };
    },
  });
  try {
    return ((await import(pathToFileURL(path).href)) as { default?: unknown }).default;
  } catch (error) {
    if (error instanceof RiskbookError) throw error;
    throw new RiskbookError("BAD_REPORT", `${path} could not be loaded: ${messageOf(error)}`, {
      exitCode: 2,
      cause: error,
    });
  } finally {
    hooks.deregister();
  }
}

function importedFile(require: NodeJS.Require, name: string): string {
  if (name === "riskbook") return join(packageRoot(), "dist", "lib", "index.js");
  return join(require.resolve(`${name}/package.json`), "..", "index.js");
}

function isDefinition(value: unknown): value is ReportDefinition {
  return (
    typeof value === "object" && value !== null && "notebook" in value && "parameters" in value && "outputs" in value
  );
}
