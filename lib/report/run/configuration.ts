import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { type Book, canonicalJson, sha256 } from "../../core/index.js";
import type { ReportDefinition } from "../define.js";

/**
 * SHA-256 of what a book and a report's definition say beside the parameters: firm, limits, capital base, outputs, and
 * the bytes of the templates, logos and fonts. Two runs with the same configuration and inputs give the same bytes.
 */
export function configurationSha256(book: Book, definition: ReportDefinition): string {
  const files = [...brandFiles(book, definition), ...templateFiles(book)].filter(path => existsSync(path));
  return sha256(
    canonicalJson({
      book: book.config,
      definition: { ...definition, parameters: null, subject: String(definition.subject) },
      files: files.map(path => [relative(book.root, path), sha256(readFileSync(path))]),
    }),
  );
}

function brandFiles(book: Book, definition: ReportDefinition): string[] {
  const { logo, fonts } = book.config.brand;
  return [logo, definition.brand.logo, ...fonts].flatMap(path => (path === undefined ? [] : resolve(book.root, path)));
}

function templateFiles(book: Book): string[] {
  return globSync("**/*", { cwd: book.templates })
    .map(name => join(book.templates, name))
    .filter(path => statSync(path).isFile())
    .sort();
}
