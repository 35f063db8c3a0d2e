import { readdirSync, rmSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { hasErrorCode } from "../../core/index.js";
import { manifestFileName } from "./layout.js";
import type { Manifest } from "./manifest.js";
import { manifestNumbers, readManifest } from "./manifest-folder.js";
import { GRACE_MS, retiredSnapshots } from "./retired.js";
import type { Store } from "./store.js";
import { isLeftBehind } from "./writing-note.js";

/** Removes orphans where a writer left something behind a day ago or before; costs nothing where none did. */
export function removeLeftBehind(store: Store): string[] {
  const oldest = oldestOrphan(store);
  return oldest !== undefined && isLeftBehind(store.layout, oldest) ? removeOrphans(store) : [];
}

/**
 * Removes files that a crashed writer left behind: they are named by no manifest, retired ones included, and older than a
 * day, as a writer may still be about to publish a younger one. Ages are taken against the newest manifest's own time
 * stamp, so that they do not depend on anybody's clock but the file system's.
 * @returns the removed paths, relative to the store
 */
export function removeOrphans(store: Store): string[] {
  const { layout } = store;
  const oldest = oldestOrphan(store);
  if (oldest === undefined) return [];
  const named = namedFiles(store);
  const removed: string[] = [];
  for (const path of [...filesBelow(layout.data), ...filesBelow(layout.unfinished)]) {
    const within = relative(layout.root, path).split(sep).join("/");
    if (named.has(within) || (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > oldest) continue;
    rmSync(path, { force: true });
    removed.push(within);
  }
  return removed;
}

/** The time from which on an unnamed file may still be about to be named, or undefined where that cannot be told. */
function oldestOrphan({ layout }: Store): number | undefined {
  const newest = manifestNumbers(layout.manifests).at(-1);
  if (newest === undefined) return undefined;
  const stamp = statSync(join(layout.manifests, manifestFileName(newest)), { throwIfNoEntry: false });
  return stamp === undefined ? undefined : stamp.mtimeMs - GRACE_MS; // undefined: pruned meanwhile, others are at it
}

/**
 * The paths that some snapshot names, relative to the store. Manifests go to and fro between those that stand and those
 * that are retired, so that the ones that came back are looked for once more.
 */
export function namedFiles({ layout }: Store): Set<string> {
  const standing = manifestNumbers(layout.manifests);
  const read = (numbers: readonly number[]): Manifest[] =>
    numbers.flatMap(number => readManifest(layout.manifests, number) ?? []);
  const manifests = [...read(standing), ...retiredSnapshots(layout).map(({ manifest }) => manifest)];
  const came = manifestNumbers(layout.manifests).filter(number => !standing.includes(number));
  return new Set([...manifests, ...read(came)].flatMap(({ files }) => files.map(({ path }) => path)));
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
