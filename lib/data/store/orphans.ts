import { readdirSync, rmSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { hasErrorCode } from "../../core/index.js";
import { manifestFileName } from "./layout.js";
import type { Store } from "./store.js";

/** A file that no manifest names is left alone this long: its writer may still be about to publish it. */
const GRACE_MS = 24 * 3_600_000;

/**
 * Removes files that a crashed writer left behind: they are named by no manifest and older than a day. Ages are taken
 * against the newest manifest's own time stamp, so that they do not depend on anybody's clock but the file system's.
 * @returns the removed paths, relative to the store
 */
export function removeOrphans(store: Store): string[] {
  const { layout } = store;
  const manifests = store.list();
  const newest = manifests.at(-1);
  if (newest === undefined) return [];
  const oldest = statSync(join(layout.manifests, manifestFileName(newest.number))).mtimeMs - GRACE_MS;
  const named = new Set(manifests.flatMap(({ files }) => files.map(({ path }) => path)));
  const removed: string[] = [];
  for (const path of [...filesBelow(layout.data), ...filesBelow(layout.unfinished)]) {
    const within = relative(layout.root, path).split(sep).join("/");
    if (named.has(within) || (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > oldest) continue;
    rmSync(path, { force: true });
    removed.push(within);
  }
  return removed;
}

function filesBelow(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
    return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return [];
    throw error;
  }
}
