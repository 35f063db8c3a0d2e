import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { SCHEMA, TABLES, type TableName } from "../schema.js";
import type { StoreLayout } from "./layout.js";
import type { Manifest } from "./manifest.js";
import { sqlName, sqlPaths } from "./sql.js";

/**
 * Makes a view for each table over exactly the files of one snapshot. A table without files is an empty view with the
 * right columns.
 * @param manifest null for a store without snapshots
 * @param schema the DuckDB schema that the views go into
 */
export async function createViews(
  connection: DuckDBConnection,
  layout: StoreLayout,
  manifest: Manifest | null,
  schema: string,
): Promise<void> {
  await connection.run(`CREATE SCHEMA IF NOT EXISTS ${sqlName(schema)}`);
  for (const table of TABLES) {
    const files = (manifest?.files ?? [])
      .filter(file => file.table === table)
      .map(file => join(layout.root, file.path));
    const query = files.length === 0 ? emptyTable(table) : storedTable(table, files);
    await connection.run(`CREATE OR REPLACE VIEW ${sqlName(schema)}.${sqlName(table)} AS ${query}`);
  }
}

function storedTable(table: TableName, files: readonly string[]): string {
  const columns = SCHEMA[table].map(({ name }) => sqlName(name));
  return `SELECT ${columns.join(", ")} FROM read_parquet(${sqlPaths(files)}, hive_partitioning = false)`;
}

function emptyTable(table: TableName): string {
  const columns = SCHEMA[table].map(({ name, type }) => `NULL::${type} AS ${sqlName(name)}`);
  return `SELECT ${columns.join(", ")} WHERE false`;
}
