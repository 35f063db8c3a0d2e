import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { RiskbookError, syncFolder, writeFailure } from "../../core/index.js";
import type { Checkpoint } from "./checkpoint.js";
import { manifestFileName } from "./layout.js";
import { encodeManifest, type Manifest, nextManifest, type StoredFile } from "./manifest.js";
import { removeLeftBehind } from "./orphans.js";
import { type PublishStep, publishFile } from "./publish-file.js";
import type { Store } from "./store.js";
import { type TableRows, writeTableFile } from "./table-file.js";
import { noteWriting } from "./writing-note.js";

/** A change against one parent snapshot. */
export interface Change {
  readonly label: string;
  readonly summary: Readonly<Record<string, unknown>>;
  /** Rows for new files. */
  readonly add: readonly TableRows[];
  /**
   * Rows for more new files, some at a time: what they are read from need only stand until the next ones are asked for.
   * Every connection that writes has to see it.
   */
  readonly batches?: AsyncIterable<readonly TableRows[]>;
  /** Files of the parent that the new ones stand in for. */
  readonly remove: readonly StoredFile[];
  /** Looks at the files before anybody sees them; what it throws ends the publication and removes them. */
  readonly check?: (written: readonly StoredFile[]) => Promise<void>;
}

/** How often a publication starts over because others were first, before it gives up. */
const MOST_ATTEMPTS = 100;

/**
 * Publishes a change as the next snapshot. `decide` works the change out against the newest snapshot; when another writer
 * publishes first, it is asked again with that writer's snapshot, so that nothing is lost and nothing is loaded twice.
 * `kill -9` at any moment leaves the old newest snapshot or the new one.
 * @param decide gives null when there is nothing to change: no snapshot is made then
 * @param connection where the queries of `add` run
 * @param writers connections of the same database that write the files of `batches` side by side
 * @returns the new snapshot, or null
 */
export async function publish(
  store: Store,
  connection: DuckDBConnection,
  decide: (parent: Manifest | null) => Promise<Change | null>,
  writers: readonly DuckDBConnection[] = [connection],
): Promise<Manifest | null> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const parent = store.latest();
    const change = await decide(parent);
    if (change === null) return null;
    const written = noteWriting(store.layout);
    const manifest = await writeNext(store, connection, parent, change, writers).finally(written);
    if (manifest === null) continue;
    store.options.checkpoint("published");
    removeLeftBehind(store);
    store.options.checkpoint("cleaned");
    return manifest;
  }
  throw new RiskbookError(
    "STORE_BUSY",
    `Other writers published to ${store.layout.root} ${MOST_ATTEMPTS} times while this one tried. Run again when they are done.`,
  );
}

/** @returns null when another writer was first */
async function writeNext(
  store: Store,
  connection: DuckDBConnection,
  parent: Manifest | null,
  change: Change,
  writers: readonly DuckDBConnection[],
): Promise<Manifest | null> {
  const written = await writeFiles(store, connection, change, writers);
  const removed = new Set(change.remove);
  const manifest = nextManifest(parent, {
    created: store.options.now().toISOString(),
    label: change.label,
    summary: change.summary,
    files: [...(parent?.files ?? []).filter(file => !removed.has(file)), ...written],
  });
  if (link(store, manifest, written)) return manifest;
  discard(store, written);
  return null;
}

async function writeFiles(
  store: Store,
  connection: DuckDBConnection,
  { add, batches, check }: Change,
  writers: readonly DuckDBConnection[],
): Promise<StoredFile[]> {
  const written: StoredFile[] = [];
  try {
    await writeBatch(store, [connection], add, written);
    for await (const batch of batches ?? []) await writeBatch(store, writers, batch, written);
    await check?.(written);
    store.options.checkpoint("sync-folders");
    for (const folder of foldersOf(store, written)) syncFolder(folder);
    return written;
  } catch (error) {
    discard(store, written);
    throw error;
  }
}

/** Writes one file for each of some rows, into `written`; when one fails, the others that were begun are ended first. */
async function writeBatch(
  store: Store,
  writers: readonly DuckDBConnection[],
  batch: readonly TableRows[],
  written: StoredFile[],
): Promise<void> {
  const queue = batch.values();
  const work = writers.map(async connection => {
    for (const rows of queue)
      written.push(await writeTableFile(store.layout, connection, rows, store.options.checkpoint));
  });
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

/** The folders that new files lie in, and those above them within the store, which may be new too. */
function foldersOf(store: Store, files: readonly StoredFile[]): Set<string> {
  const folders = new Set<string>();
  for (const { path } of files) {
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder))
      folders.add(join(store.layout.root, folder));
  }
  return folders.add(store.layout.root);
}

const STEPS: Readonly<Record<PublishStep, Checkpoint>> = {
  write: "write-manifest",
  sync: "sync-manifest",
  link: "link-manifest",
  "sync-folder": "sync-manifests",
};

function link(store: Store, manifest: Manifest, written: readonly StoredFile[]): boolean {
  const { layout, options } = store;
  const path = join(layout.manifests, manifestFileName(manifest.number));
  const lost = written.find(file => !existsSync(join(layout.root, file.path)));
  if (lost) {
    throw new RiskbookError(
      "FILE_LOST",
      `${join(layout.root, lost.path)} disappeared while it was being published. Something else removes files from the store; nothing was changed.`,
    );
  }
  try {
    return publishFile(path, encodeManifest(manifest), layout.unfinished, step => options.checkpoint(STEPS[step]));
  } catch (error) {
    throw writeFailure(path, error);
  }
}

function discard(store: Store, files: readonly StoredFile[]): void {
  for (const { path } of files) rmSync(join(store.layout.root, path), { force: true });
}
