import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { hasErrorCode, type Progress, RiskbookError, replaceFile, syncFolder, writeFailure } from "../../core/index.js";
import { copyDataFile } from "../store/copy-file.js";
import type { Manifest, Store, StoredFile } from "../store/index.js";
import { manifestFileName } from "../store/layout.js";
import { encodeManifest } from "../store/manifest.js";
import { removeOrphans } from "../store/orphans.js";
import { publishFile } from "../store/publish-file.js";

/** What a copy did. */
export interface StoreCopy {
  /** Snapshots that the copy had not, and now has. */
  readonly snapshots: number;
  readonly files: number;
  readonly bytes: number;
  /** Snapshots of the copy in all. */
  readonly total: number;
}

/**
 * Brings a store in another folder up to date with this one: its snapshots in their order, pins and rejected rows. The
 * copy is a store that can be read at every moment and after `kill -9`: a snapshot appears only when each of its files is
 * there, synced, and has the right SHA-256. Run again, it goes on where it was. Snapshots that were pruned here stay in
 * the copy until it is pruned itself.
 * @throws RiskbookError `BAD_DESTINATION` for a folder in or around this store, `COPY_DIVERGES` when the other store has
 * snapshots of its own, `STORE_DAMAGED` when a file here is not what its manifest says
 */
export async function copyStore(from: Store, to: Store, progress: Progress): Promise<StoreCopy> {
  refuseNested(from, to);
  const missing = missingSnapshots(from, to);
  const known = new Set(to.list().flatMap(({ files }) => files.map(({ path }) => path)));
  const totalBytes = bytesOf(missing.flatMap(({ files }) => files).filter(({ path }) => !known.has(path)));
  const done = { snapshots: 0, files: 0, bytes: 0 };
  for (const manifest of missing) {
    const fresh = manifest.files.filter(({ path }) => !known.has(path));
    const copied = await copyFiles(from, to, fresh, bytes =>
      progress.update("copying", (done.bytes + bytes) / totalBytes),
    );
    if (copied === null) {
      refuseLost(from, manifest);
      continue; // pruned meanwhile
    }
    linkManifest(to, manifest);
    for (const { path } of fresh) known.add(path);
    done.snapshots += 1;
    done.files += copied.files;
    done.bytes += copied.bytes;
  }
  to.options.checkpoint("copy-pins");
  copyPins(from, to);
  copyRejects(from, to);
  removeOrphans(to);
  return { ...done, total: to.entries().length };
}

function refuseNested(from: Store, to: Store): void {
  const [here, there] = [from, to].map(({ layout }) => realPath(layout.root)) as [string, string];
  const within = (inner: string, outer: string): boolean => `${inner}${sep}`.startsWith(`${outer}${sep}`);
  if (!within(here, there) && !within(there, here)) return;
  throw new RiskbookError(
    "BAD_DESTINATION",
    `A copy of ${from.layout.root} cannot lie in ${to.layout.root}: one is in the other. Choose a folder elsewhere, best on another disk.`,
    { exitCode: 2 },
  );
}

/** The real path of a folder that need not exist yet. */
function realPath(path: string): string {
  const whole = resolve(path);
  if (existsSync(whole)) return realpathSync(whole);
  return join(realPath(dirname(whole)), relative(dirname(whole), whole));
}

function missingSnapshots(from: Store, to: Store): Manifest[] {
  const here = new Map(from.list().map(manifest => [manifest.number, manifest]));
  const there = new Map(to.list().map(manifest => [manifest.number, manifest]));
  const newest = Math.max(0, ...here.keys());
  const strange = [...there.values()].find(({ number, id }) => number > newest || (here.get(number)?.id ?? id) !== id);
  if (strange !== undefined) {
    throw new RiskbookError(
      "COPY_DIVERGES",
      `Snapshot ${strange.number} (${strange.id.slice(0, 12)}) of ${to.layout.root} is none of ${from.layout.root}. Copy to an empty folder; nothing was changed.`,
    );
  }
  return [...here.values()].filter(({ number }) => !there.has(number));
}

/** Copies files and syncs their folders. @returns null when one of them is no longer there */
async function copyFiles(
  from: Store,
  to: Store,
  files: readonly StoredFile[],
  onBytes: (bytes: number) => void,
): Promise<{ files: number; bytes: number } | null> {
  const copied = { files: 0, bytes: 0 };
  for (const file of files) {
    const outcome = await copyDataFile(from, to, file);
    if (outcome === "lost") return null;
    if (outcome === "there") continue;
    copied.files += 1;
    copied.bytes += file.bytes;
    onBytes(copied.bytes);
  }
  for (const folder of new Set(files.flatMap(({ path }) => foldersOf(path)))) syncFolder(join(to.layout.root, folder));
  return copied;
}

/** The folders within a store that lead to a file, the store's own included. */
function foldersOf(path: string): string[] {
  const folder = dirname(path);
  return folder === "." ? [folder] : [folder, ...foldersOf(folder)];
}

function refuseLost(from: Store, manifest: Manifest): void {
  if (!from.entries().some(({ id }) => id === manifest.id)) return;
  throw new RiskbookError(
    "STORE_DAMAGED",
    `A file of snapshot ${manifest.number} in ${from.layout.root} is missing; see which with "riskbook snapshots verify". The copy has every snapshot before it.`,
  );
}

function linkManifest(to: Store, manifest: Manifest): void {
  const path = join(to.layout.manifests, manifestFileName(manifest.number));
  try {
    to.options.checkpoint("copy-manifest");
    publishFile(path, encodeManifest(manifest), to.layout.unfinished);
  } catch (error) {
    throw writeFailure(path, error);
  }
}

/** A label that was moved here is moved there; labels that only the copy has stay. */
function copyPins(from: Store, to: Store): void {
  const there = new Map(to.pins().map(({ label, snapshot }) => [label, snapshot]));
  const copied = new Set(to.entries().map(({ id }) => id));
  for (const pin of from.pins()) {
    if (there.get(pin.label) === pin.snapshot || !copied.has(pin.snapshot)) continue;
    replaceFile(join(to.layout.pins, `${pin.label}.json`), `${JSON.stringify(pin)}\n`);
  }
}

/** Files of rejected rows are named by their content: one that is there is the same. */
function copyRejects(from: Store, to: Store): void {
  for (const name of rejectFiles(from)) {
    const path = join(to.layout.rejects, name);
    if (existsSync(path)) continue;
    mkdirSync(to.layout.rejects, { recursive: true });
    replaceFile(path, readFileSync(join(from.layout.rejects, name)));
  }
}

function rejectFiles({ layout }: Store): string[] {
  try {
    return readdirSync(layout.rejects).filter(name => name.endsWith(".csv"));
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return [];
    throw error;
  }
}

function bytesOf(files: readonly StoredFile[]): number {
  return [...new Map(files.map(file => [file.path, file.bytes])).values()].reduce((sum, bytes) => sum + bytes, 0);
}
