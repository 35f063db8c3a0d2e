import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { hasErrorCode, syncFolder, writeFailure } from "../../core/index.js";
import { manifestFileName, type StoreLayout } from "./layout.js";
import { decodeManifest, type Manifest } from "./manifest.js";
import { manifestNumbers, readManifest } from "./manifest-folder.js";
import type { Store } from "./store.js";

/**
 * How long files stay that no snapshot names any more: their writer may still be about to publish them, a reader may have
 * their snapshot open, and a snapshot that was pruned can come back until then.
 */
export const GRACE_MS: number = 24 * 3_600_000;

/** A snapshot that was pruned and whose files still stand. */
export interface RetiredSnapshot {
  readonly manifest: Manifest;
  /** When it was pruned, in milliseconds since 1970. */
  readonly since: number;
}

/** Every retired snapshot, oldest first. */
export function retiredSnapshots(layout: StoreLayout): RetiredSnapshot[] {
  return manifestNumbers(layout.retired).flatMap(number => {
    const manifest = readManifest(layout.retired, number);
    const status = statSync(join(layout.retired, manifestFileName(number)), { throwIfNoEntry: false });
    return manifest === undefined || status === undefined ? [] : [{ manifest, since: status.mtimeMs }];
  });
}

/** Takes a snapshot out of the store by one rename. Its files stay; nobody new can open it. */
export function retire(store: Store, number: number): void {
  const { layout, options } = store;
  const path = join(layout.manifests, manifestFileName(number));
  try {
    mkdirSync(layout.retired, { recursive: true });
    options.checkpoint("stamp-manifest");
    utimesSync(path, options.now(), options.now()); // before the rename, so that a crash between cannot shorten its time
    options.checkpoint("retire-manifest");
    renameSync(path, join(layout.retired, manifestFileName(number)));
    options.checkpoint("sync-retired");
    syncFolder(layout.retired);
    syncFolder(layout.manifests);
  } catch (error) {
    if (!hasErrorCode(error, "ENOENT")) throw writeFailure(path, error); // another prune was first
  }
}

/** Brings a retired snapshot back. @returns false when it is not retired */
export function revive(layout: StoreLayout, number: number): boolean {
  const path = join(layout.retired, manifestFileName(number));
  try {
    renameSync(path, join(layout.manifests, manifestFileName(number)));
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return false;
    throw writeFailure(path, error);
  }
  syncFolder(layout.manifests);
  syncFolder(layout.retired);
  return true;
}

const EXPIRED = ".expired";

/** Makes a retired snapshot one that can never come back, by a rename that only one process can do. */
export function expire(store: Store, number: number): void {
  const path = join(store.layout.retired, manifestFileName(number));
  store.options.checkpoint("expire-manifest");
  try {
    renameSync(path, path + EXPIRED);
    syncFolder(store.layout.retired);
  } catch (error) {
    if (!hasErrorCode(error, "ENOENT")) throw writeFailure(path, error); // it came back, or another prune was first
  }
}

/** Snapshots that have expired and whose files are to go; a prune that was killed leaves some to the next. */
export function expiredSnapshots(layout: StoreLayout): { path: string; manifest: Manifest }[] {
  try {
    const names = readdirSync(layout.retired).filter(name => name.endsWith(EXPIRED));
    return names.sort().map(name => {
      const path = join(layout.retired, name);
      return { path, manifest: decodeManifest(readFileSync(path, "utf8"), path) };
    });
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return [];
    throw error;
  }
}

/**
 * Removes the files of expired snapshots that no other snapshot names, then forgets the snapshots.
 * @param named the paths that other snapshots name; see orphans.ts
 * @returns the removed files
 */
export function removeExpired(
  store: Store,
  named: ReadonlySet<string>,
): { snapshots: Manifest[]; bytes: number; files: number } {
  const removed = { snapshots: [] as Manifest[], bytes: 0, files: 0 };
  for (const { path, manifest } of expiredSnapshots(store.layout)) {
    store.options.checkpoint("remove-files");
    for (const file of manifest.files) {
      const whole = join(store.layout.root, file.path);
      if (named.has(file.path) || statSync(whole, { throwIfNoEntry: false }) === undefined) continue;
      rmSync(whole, { force: true });
      removed.files += 1;
      removed.bytes += file.bytes;
    }
    store.options.checkpoint("forget-manifest");
    rmSync(path, { force: true });
    removed.snapshots.push(manifest);
  }
  return removed;
}
