import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { ColumnTable } from "arquero";
import { RiskbookError } from "../../core/index.js";
import { type Columns, readColumns, toArquero, valueAt } from "../columns/index.js";
import { TABLES } from "../tables/index.js";
import { isOfBuckets } from "./bucket.js";
import { type DatabaseOptions, openDatabase } from "./database.js";
import type { Manifest } from "./manifest.js";
import { sqlName } from "./sql.js";
import type { Store } from "./store.js";
import { createViews, FILLS_AS_TOLD } from "./views.js";

/** One snapshot, open for reading in a database of its own. Nothing that others publish changes what it shows. */
export interface Snapshot {
  /** Full id; reports name its first twelve characters. */
  readonly id: string;
  readonly number: number;
  readonly manifest: Manifest;
  /** For queries beyond the three below: a view for each table, and `fills_as_told`, the fills without their corrections. */
  readonly connection: DuckDBConnection;
  /** The result of a query as typed arrays. */
  columns(sql: string): Promise<Columns>;
  /** A stored table by its name, or the result of a query, as an Arquero table. */
  table(tableOrSql: string): Promise<ColumnTable>;
  /** The result of a query as objects, for few rows. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  close(): void;
}

/** How a snapshot is opened. */
export interface SnapshotOptions extends DatabaseOptions {
  /**
   * Only fills and corrections of accounts in these parts of the store are seen, so that several workers share the work:
   * see `accountBucket`. Other tables are whole.
   */
  readonly buckets?: readonly number[];
}

/**
 * Opens a snapshot.
 * @param name `latest`, a label, a number or the beginning of an id
 * @throws RiskbookError `NO_SNAPSHOT`, or `STORE_DAMAGED` when one of its files is missing or cut off
 */
export async function openSnapshot(
  store: Store,
  name: string = "latest",
  options: SnapshotOptions = {},
): Promise<Snapshot> {
  const manifest = partOf(store.resolve(name), options.buckets);
  checkFiles(store, manifest);
  const { connection, close } = await openDatabase(options);
  await createViews(connection, store.layout, manifest, "main");
  const columns = (sql: string): Promise<Columns> =>
    readColumns(connection, sql).catch((error: unknown) => {
      throw prunedWhileOpen(store, manifest, error) ?? error;
    });
  return {
    id: manifest.id,
    number: manifest.number,
    manifest,
    connection,
    columns,
    table: async tableOrSql => toArquero(await columns(queryOf(tableOrSql))),
    rows: async sql => rowObjects(await columns(sql)),
    close,
  };
}

function partOf(manifest: Manifest, buckets: readonly number[] | undefined): Manifest {
  if (buckets === undefined) return manifest;
  const wanted = new Set(buckets);
  return { ...manifest, files: manifest.files.filter(file => isOfBuckets(file, wanted)) };
}

function checkFiles(store: Store, manifest: Manifest): void {
  for (const file of manifest.files) {
    const path = join(store.layout.root, file.path);
    if (statSync(path, { throwIfNoEntry: false })?.size === file.bytes) continue;
    throw new RiskbookError(
      "STORE_DAMAGED",
      `${path}, a part of snapshot ${manifest.number}, is missing or does not have its ${file.bytes} bytes. Restore it from a backup.`,
    );
  }
}

function prunedWhileOpen(store: Store, manifest: Manifest, cause: unknown): RiskbookError | undefined {
  const standing = store.entries().some(({ id }) => id === manifest.id);
  if (standing || manifest.files.every(({ path }) => existsSync(join(store.layout.root, path)))) return undefined;
  return new RiskbookError(
    "SNAPSHOT_PRUNED",
    `Snapshot ${manifest.number} was pruned more than a day ago and its files are gone, while it was still open here. Open another one, and pin what is read for so long.`,
    { cause },
  );
}

function queryOf(tableOrSql: string): string {
  return [...TABLES, FILLS_AS_TOLD].includes(tableOrSql) ? `SELECT * FROM ${sqlName(tableOrSql)}` : tableOrSql;
}

function rowObjects(data: Columns): Record<string, unknown>[] {
  const columns = Object.entries(data.columns);
  return Array.from({ length: data.rows }, (_, row) =>
    Object.fromEntries(columns.map(([name, column]) => [name, valueAt(column, row)])),
  );
}
