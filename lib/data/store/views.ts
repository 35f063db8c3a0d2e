import type { DuckDBConnection } from "@duckdb/node-api";
import { TABLES } from "../tables/index.js";
import type { StoreLayout } from "./layout.js";
import type { Manifest } from "./manifest.js";
import { sqlName } from "./sql.js";
import { currentSchema, storedRows } from "./stored-rows.js";

/**
 * Makes a view for each table over exactly the files of one snapshot. A table without files is an empty view with the
 * right columns.
 * @param manifest null for a store without snapshots
 * @param schema the DuckDB schema that the views go into
 * @throws RiskbookError `STORE_TOO_NEW`
 */
export async function createViews(
  connection: DuckDBConnection,
  layout: StoreLayout,
  manifest: Manifest | null,
  schema: string,
): Promise<void> {
  await connection.run(`CREATE SCHEMA IF NOT EXISTS ${sqlName(schema)}`);
  for (const table of TABLES) {
    const files = (manifest?.files ?? []).filter(file => file.table === table);
    const query = storedRows(layout.root, files, currentSchema(table));
    await connection.run(`CREATE OR REPLACE VIEW ${sqlName(schema)}.${sqlName(table)} AS ${query}`);
  }
}
