import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf, RiskbookError } from "../../lib/core/index.js";
import { type Document, parseDocument } from "../../lib/document/index.js";
import type { Manifest } from "../../lib/report/index.js";

/** The current run of one window of a report, as it lies in the archive. */
export interface PublishedWindow {
  readonly report: string;
  readonly window: string;
  readonly manifest: Manifest;
  readonly document: Document;
}

/** Which windows are looked for; all unless stated. */
export interface WindowChoice {
  readonly report?: string | undefined;
  readonly window?: string | undefined;
}

/**
 * Every window whose current run was made from a snapshot, by report and window.
 * @throws RiskbookError `BAD_ARCHIVE`, `BAD_DOCUMENT`
 */
export function publishedWindows(output: string, choice: WindowChoice): PublishedWindow[] {
  return foldersIn(output)
    .filter(report => choice.report === undefined || report === choice.report)
    .flatMap(report => foldersIn(join(output, report)).map(window => ({ report, window })))
    .filter(({ window }) => choice.window === undefined || window === choice.window)
    .flatMap(({ report, window }) => {
      const run = join(output, report, window, "current");
      if (!existsSync(join(run, "document.json"))) return [];
      const manifest = readJson(join(run, "manifest.json")) as Manifest;
      if (manifest.inputs.snapshot === null) return [];
      return [{ report, window, manifest, document: parseDocument(readJson(join(run, "document.json"))) }];
    });
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new RiskbookError(
      "BAD_ARCHIVE",
      `${path} cannot be read: ${messageOf(error)}. Restore it, or make its report again.`,
      { cause: error },
    );
  }
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
