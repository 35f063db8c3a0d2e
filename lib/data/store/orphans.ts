import { readdirSync, rmSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { hasErrorCode } from "../../core/index.js";
import { manifestFileName } from "./layout.js";
import type { Manifest } from "./manifest.js";
import { manifestNumbers, readManifest } from "./manifest-folder.js";
import { GRACE_MS, retiredSnapshots } from "./retired.js";
import type { Store } from "./store.js";

/**
 * Removes files that a crashed writer left behind: they are named by no manifest, retired ones included, and older than a
 * day, as a writer may still be about to publish a younger one. Ages are taken against the newest manifest's own time
 * stamp, so that they do not depend on anybody's clock but the file system's.
 * @returns the removed paths, relative to the store
 */
export function removeOrphans(store: Store): string[] {
  const { layout } = store;
  const newest = store.latest();
  if (newest === null) return [];
  const stamp = statSync(join(layout.manifests, manifestFileName(newest.number)), { throwIfNoEntry: false });
  if (stamp === undefined) return []; // pruned meanwhile: others are at it
  const oldest = stamp.mtimeMs - GRACE_MS;
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
