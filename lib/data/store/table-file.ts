import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { messageOf, RiskbookError, writeFailure } from "../../core/index.js";
import { SCHEMA, SCHEMA_VERSION, type TableName } from "../tables/index.js";
import type { OnCheckpoint } from "./checkpoint.js";
import { hashFile } from "./hash-file.js";
import { dataPath, type StoreLayout } from "./layout.js";
import type { StoredFile } from "./manifest.js";
import { sqlName, sqlText } from "./sql.js";

/** Rows for one file of a table. */
export interface TableRows {
  readonly table: TableName;
  readonly partition: string;
  /** A query that gives at least the table's columns, in the order in which the rows shall be kept. */
  readonly sql: string;
}

/**
 * Writes rows as a Parquet file of their own and syncs it. Nobody sees it before a manifest names it, so that a crash
 * leaves at most an orphan. Its folder is not synced yet.
 */
export async function writeTableFile(
  layout: StoreLayout,
  connection: DuckDBConnection,
  rows: TableRows,
  checkpoint: OnCheckpoint,
): Promise<StoredFile> {
  const temporary = join(layout.unfinished, `${randomUUID()}.parquet`);
  try {
    mkdirSync(layout.unfinished, { recursive: true });
    checkpoint("write-file");
    const columns = SCHEMA[rows.table].map(({ name, type }) => `${sqlName(name)}::${type} AS ${sqlName(name)}`);
    const copied = await connection.run(
      `COPY (SELECT ${columns.join(", ")} FROM (${rows.sql})) TO ${sqlText(temporary)} (FORMAT parquet, COMPRESSION zstd)`,
    );
    checkpoint("sync-file");
    syncFile(temporary);
    const sha256 = await hashFile(temporary);
    const path = dataPath(rows.table, rows.partition, `${sha256.slice(0, 16)}-${randomUUID().slice(0, 8)}`);
    mkdirSync(dirname(join(layout.root, path)), { recursive: true });
    const bytes = statSync(temporary).size;
    checkpoint("rename-file");
    renameSync(temporary, join(layout.root, path));
    return {
      table: rows.table,
      partition: rows.partition,
      path,
      rows: copied.rowsChanged,
      bytes,
      sha256,
      schemaVersion: SCHEMA_VERSION,
    };
  } catch (error) {
    rmSync(temporary, { force: true });
    throw copyFailure(temporary, error);
  }
}

/** Flushes a file that another program wrote to disk. */
export function syncFile(path: string): void {
  const handle = openSync(path, "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Turns what DuckDB says when it cannot write a file into a sentence: it reports a full disk and missing rights by text. */
export function copyFailure(path: string, error: unknown): unknown {
  if (error instanceof RiskbookError) return error;
  const said = messageOf(error);
  const code = /No space left|File too large|disk quota/i.test(said)
    ? "ENOSPC"
    : /Permission denied|Read-only file system/i.test(said)
      ? "EACCES"
      : undefined;
  if (code === undefined) return writeFailure(path, error);
  return writeFailure(path, Object.assign(new Error(said, { cause: error }), { code }));
}
