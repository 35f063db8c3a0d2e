import type { DuckDBConnection } from "@duckdb/node-api";
import { RiskbookError } from "../../core/index.js";
import {
  type Change,
  type DatabaseOptions,
  type Manifest,
  openDatabase,
  publish,
  type Store,
  type StoredFile,
} from "../store/index.js";
import { currentSchema, storedRows } from "../store/stored-rows.js";
import { SCHEMA_VERSION, type TableName } from "../tables/index.js";
import { rowChecksum } from "./checksum.js";
import { keptOrder } from "./natural-key.js";

/** What a compaction did. */
export interface Compaction {
  readonly snapshot: { readonly number: number; readonly id: string };
  /** How many partitions were written anew. */
  readonly partitions: number;
  /** Files and bytes of the whole snapshot, before and after. */
  readonly before: FileTotals;
  readonly after: FileTotals;
}

/** How much a snapshot's files are. */
export interface FileTotals {
  readonly files: number;
  readonly bytes: number;
}

/** The files of one table's partition. */
interface Partition {
  readonly table: TableName;
  readonly partition: string;
  readonly files: readonly StoredFile[];
}

/**
 * Publishes a snapshot with the newest one's rows, in which each partition is one file, written in today's schema and in
 * order of time and sequence (or key). Every row, its sequence included, is proved to be the same before the snapshot
 * appears; the old files stay for the old snapshots.
 * @returns null when each partition is one file already: no snapshot is made then
 * @throws RiskbookError `COMPACTION_DIFFERS` when the rows written are not those that were read
 */
export async function compactStore(store: Store, options: DatabaseOptions = {}): Promise<Compaction | null> {
  const { connection, close } = await openDatabase(options);
  try {
    let before: FileTotals | undefined;
    let partitions = 0;
    const manifest = await publish(store, connection, async parent => {
      const worth = partitionsOf(parent?.files ?? []).filter(isWorthMerging);
      before = totalsOf(parent?.files ?? []);
      partitions = worth.length;
      return worth.length === 0 ? null : mergeOf(store, connection, worth);
    });
    if (manifest === null || before === undefined) return null;
    return { snapshot: nameOf(manifest), partitions, before, after: totalsOf(manifest.files) };
  } finally {
    close();
  }
}

function partitionsOf(files: readonly StoredFile[]): Partition[] {
  const groups = Map.groupBy(files, ({ table, partition }) => `${table} ${partition}`);
  return [...groups.values()].map(group => ({ table: group[0]!.table, partition: group[0]!.partition, files: group }));
}

function isWorthMerging({ files }: Partition): boolean {
  return files.length > 1 || files.some(({ schemaVersion }) => schemaVersion < SCHEMA_VERSION);
}

function mergeOf(store: Store, connection: DuckDBConnection, partitions: readonly Partition[]): Change {
  const { root } = store.layout;
  const remove = partitions.flatMap(({ files }) => files);
  return {
    label: `compact ${remove.length} files into ${partitions.length}`,
    summary: { filesBefore: remove.length, filesAfter: partitions.length },
    add: partitions.map(({ table, partition, files }) => ({
      table,
      partition,
      sql: `SELECT * FROM (${storedRows(root, files, currentSchema(table))}) ORDER BY ${keptOrder(table)}`,
    })),
    remove,
    check: async written => {
      for (const file of written) await proveSame(root, connection, file, partitions);
    },
  };
}

async function proveSame(
  root: string,
  connection: DuckDBConnection,
  file: StoredFile,
  partitions: readonly Partition[],
): Promise<void> {
  const old = partitions.find(({ table, partition }) => table === file.table && partition === file.partition)!;
  const [was, is] = [
    await rowChecksum(connection, root, file.table, old.files),
    await rowChecksum(connection, root, file.table, [file]),
  ];
  if (was === is) return;
  throw new RiskbookError(
    "COMPACTION_DIFFERS",
    `Merging ${old.files.length} files of ${file.table} ${file.partition} gave other rows than they hold. Nothing was changed; look for damage with "riskbook snapshots verify".`,
  );
}

function totalsOf(files: readonly StoredFile[]): FileTotals {
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function nameOf({ number, id }: Manifest): { number: number; id: string } {
  return { number, id };
}
