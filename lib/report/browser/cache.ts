import { accessSync, constants, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { packageRoot, RiskbookError } from "../../core/index.js";

/** The environment variables that decide where things are kept. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where an unpacked browser may lie, the best place first: beside the package, else in the user's cache. */
export function cacheFolders(environment: Environment): string[] {
  const root = packageRoot();
  const modules = basename(dirname(root)) === "node_modules" ? dirname(root) : join(root, "node_modules");
  const userCache = environment.XDG_CACHE_HOME || join(environment.HOME || homedir(), ".cache");
  return [join(modules, ".cache", "riskbook"), join(userCache, "riskbook")];
}

/**
 * The first of `folders` that can be written, made if it is missing.
 * @throws RiskbookError `NO_CACHE` where none can
 */
export function writableFolder(folders: readonly string[]): string {
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
      return folder;
    } catch {
      // the next one may do; if none does, the error below names them all
    }
  }
  throw new RiskbookError(
    "NO_CACHE",
    `The browser needs a folder to unpack into, and none of these can be written: ${folders.join(", ")}. Give this user the right to write one of them, or set XDG_CACHE_HOME to a folder that is writable.`,
  );
}
