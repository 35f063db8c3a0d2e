import { existsSync, readdirSync, realpathSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { RiskbookError, syncFolder, writeFailure } from "../../core/index.js";

/**
 * Points the window's link `current` at a run. The link is replaced by a rename: whoever opens it finds the run before
 * or this one, never none.
 * @param runFolder `output/<report>/<window>/<run>`
 */
export function makeCurrent(runFolder: string): void {
  const windowFolder = dirname(runFolder);
  const temporary = join(windowFolder, `.current.${process.pid}-${Math.random().toString(36).slice(2)}`);
  try {
    symlinkSync(basename(runFolder), temporary, "junction");
    renameSync(temporary, join(windowFolder, "current"));
    syncFolder(windowFolder);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw writeFailure(join(windowFolder, "current"), error);
  }
}

/**
 * The current run of a report's window; of its newest window when none is named.
 * @param output the book's output folder
 * @throws RiskbookError `NO_RUN`
 */
export function newestRun(output: string, report: string, window?: string): string {
  const folder = join(output, report);
  const windows = window === undefined ? windowsOf(folder) : [window];
  const found = windows.find(name => existsSync(join(folder, name, "current")));
  if (found !== undefined) return realpathSync(join(folder, found, "current"));
  throw new RiskbookError(
    "NO_RUN",
    `The report ${report} has no finished run${window === undefined ? "" : ` for ${window}`} in ${folder}. Make one with "riskbook report run ${report}".`,
  );
}

/** The newest first; windows are named by their day. */
function windowsOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort().reverse() : [];
}
