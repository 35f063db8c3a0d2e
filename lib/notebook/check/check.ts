import { existsSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { canonicalJson, openBook, RiskbookError } from "../../core/index.js";
import { readNotebook } from "../format/read.js";
import { serialiseNotebook, stripNotebook } from "../format/write.js";
import { type Finding, findingText } from "./finding.js";
import { rules } from "./rules/index.js";
import { checkTypes, type NamedNotebook } from "./types.js";

/** A finding with the sentence that a person reads. */
export interface ReportedFinding extends Finding {
  text: string;
}

/**
 * The notebooks that a command works on: the given files, or all in the notebooks folder of the book at `folder`.
 * @throws RiskbookError `NO_NOTEBOOK` for a file that does not exist, `NO_BOOK` without files outside of a book
 */
export function findNotebooks(files: readonly string[], folder: string): string[] {
  if (files.length > 0) return files.map(file => existing(resolve(folder, file)));
  const { notebooks } = openBook(folder);
  if (!existsSync(notebooks)) return [];
  return readdirSync(notebooks)
    .filter(name => name.endsWith(".ipynb") && !name.startsWith("."))
    .sort()
    .map(name => join(notebooks, name));
}

/**
 * Checks the types of notebooks and how they are stored.
 * @param folder paths in the findings are told from here
 */
export async function checkNotebooks(paths: readonly string[], folder: string): Promise<ReportedFinding[]> {
  const notebooks = paths.map((path): NamedNotebook => ({ path, notebook: readNotebook(path) }));
  const stored = notebooks.flatMap(({ path, notebook }) =>
    rules.flatMap(rule =>
      rule.check(notebook).map((finding): Finding => ({ notebook: path, rule: rule.id, ...finding })),
    ),
  );
  const typed = await checkTypes(notebooks);
  return [...stored, ...typed].map(finding => {
    const told = { ...finding, notebook: relative(folder, finding.notebook) || finding.notebook };
    return { ...told, text: findingText(told) };
  });
}

/** A notebook file without what running it made. */
export function strippedFile(path: string): { content: string; changed: boolean } {
  const notebook = readNotebook(path);
  const stripped = stripNotebook(notebook);
  return { content: serialiseNotebook(stripped), changed: canonicalJson(stripped) !== canonicalJson(notebook) };
}

function existing(path: string): string {
  if (existsSync(path)) return path;
  throw new RiskbookError("NO_NOTEBOOK", `There is no notebook ${path}.`, { exitCode: 2 });
}
