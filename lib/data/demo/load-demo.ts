import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Progress, replaceFile, sha256, silentProgress } from "../../core/index.js";
import { ingestExecutions } from "../ingest/executions.js";
import { readMap } from "../ingest/map-file.js";
import type { IngestSummary } from "../ingest/summary.js";
import { ingestTable } from "../ingest/tables.js";
import { hashFile } from "../store/hash-file.js";
import type { Store } from "../store/index.js";
import { KEYED_TABLE_NAMES } from "../tables/index.js";
import {
  DEFAULT_SEED,
  type DemoManifest,
  GENERATOR_VERSION,
  isFillsFile,
  MANIFEST_FILE,
  writeDemoFirm,
} from "./demo-firm.js";
import { DEMO_MAP_FILE } from "./map-file.js";

/** What stands beside the files once they are in a store: which demo, and the snapshot that has all of it. */
const RECEIPT_FILE = "loaded.json";

/** Where the demo firm goes and what may be used on the way. */
export interface LoadDemoOptions {
  readonly store: Store;
  /** Of the files, usually `data/demo` in a book. */
  readonly folder: string;
  readonly now: () => Date;
  readonly seed?: string;
  /** Number of offices of 14 traders; 1 unless given. */
  readonly scale?: number;
  readonly progress?: Progress;
}

/** What loading the demo did. */
export interface DemoLoad {
  readonly demo: DemoManifest;
  /** False where the files were already there, whole and unchanged. */
  readonly written: boolean;
  /** One for each table and the fills; empty where the store already held this very demo. */
  readonly ingested: readonly IngestSummary[];
  /** The snapshot that holds the whole demo. */
  readonly snapshot: { readonly number: number; readonly id: string };
}

/**
 * Writes the demo firm's files and loads them through the ordinary ingest. Doing it again changes nothing: files that
 * are whole are kept, and a store that already holds this very demo is left alone.
 * @throws RiskbookError where files or store cannot be written
 */
export async function loadDemoFirm(options: LoadDemoOptions): Promise<DemoLoad> {
  const { store, folder, progress = silentProgress } = options;
  const seed = options.seed ?? DEFAULT_SEED;
  const scale = options.scale ?? 1;
  const kept = await wholeDemo(folder, seed, scale);
  const demo = kept ?? writeDemoFirm({ folder, seed, scale, progress });
  const written = kept === undefined;
  const held = snapshotHolding(store, folder, demo);
  if (held !== undefined) return { demo, written, ingested: [], snapshot: held };
  const ingested: IngestSummary[] = [];
  // They come before the fills, so that no snapshot shows fills without what explains them.
  for (const table of KEYED_TABLE_NAMES) {
    const name = `${table}.csv`;
    if (!demo.files.some(file => file.name === name)) continue;
    ingested.push(await ingestTable({ store, table, files: [join(folder, name)], now: options.now, progress }));
  }
  ingested.push(
    await ingestExecutions({
      store,
      files: fillsFilesOf(demo).map(name => join(folder, name)),
      map: readMap(join(folder, DEMO_MAP_FILE)),
      now: options.now,
      progress,
      simulated: true,
    }),
  );
  const { number, id } = store.latest()!;
  replaceFile(join(folder, RECEIPT_FILE), `${JSON.stringify({ demo: identity(demo), snapshot: id }, null, 2)}\n`);
  return { demo, written, ingested, snapshot: { number, id } };
}

/** The manifest of a demo that was written whole and not touched since, or undefined. */
async function wholeDemo(folder: string, seed: string, scale: number): Promise<DemoManifest | undefined> {
  const demo = readJson<DemoManifest>(join(folder, MANIFEST_FILE));
  if (demo?.seed !== seed || (demo.scale ?? 1) !== scale || demo.generator !== GENERATOR_VERSION) return undefined;
  for (const { name, sha256: hash } of demo.files) {
    const path = join(folder, name);
    if (!existsSync(path) || (await hashFile(path)) !== hash) return undefined;
  }
  return demo;
}

/** The snapshot of the store that the demo was loaded into, or undefined. Snapshots never change, so it still holds it. */
function snapshotHolding(store: Store, folder: string, demo: DemoManifest): { number: number; id: string } | undefined {
  const receipt = readJson<{ demo: string; snapshot: string }>(join(folder, RECEIPT_FILE));
  if (receipt?.demo !== identity(demo)) return undefined;
  const holding = store.entries().find(({ id }) => id === receipt.snapshot);
  return holding === undefined ? undefined : { number: holding.number, id: holding.id };
}

function fillsFilesOf(demo: DemoManifest): string[] {
  return demo.files.map(({ name }) => name).filter(name => isFillsFile(name));
}

function identity(demo: DemoManifest): string {
  return sha256(demo.files.map(({ name, sha256: hash }) => `${name} ${hash}`).join("\n"));
}

function readJson<T>(path: string): T | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8")) as T;
  } catch {
    return undefined; // cut off by a crash: written anew
  }
}
