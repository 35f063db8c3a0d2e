import { readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { syncFolder, writeFailure } from "../../core/index.js";

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

/** The folder of the window's current run, or undefined before the first. */
export function currentRun(windowFolder: string): string | undefined {
  try {
    return join(windowFolder, readlinkSync(join(windowFolder, "current")));
  } catch {
    return undefined;
  }
}
