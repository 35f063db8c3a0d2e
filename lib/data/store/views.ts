import type { DuckDBConnection } from "@duckdb/node-api";
import { TABLES, type TableName } from "../tables/index.js";
import { correctedFills } from "./corrected-fills.js";
import type { StoreLayout } from "./layout.js";
import type { Manifest, StoredFile } from "./manifest.js";
import { sqlName } from "./sql.js";
import { currentSchema, storedRows } from "./stored-rows.js";

/** The view of fills without their corrections. */
export const FILLS_AS_TOLD = "fills_as_told";

/**
 * Makes a view for each table over exactly the files of one snapshot. A table without files is an empty view with the
 * right columns. `fills` are as corrected; `fills_as_told` are all of them as their sources told them.
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
  const filesOf = (table: TableName): StoredFile[] => (manifest?.files ?? []).filter(file => file.table === table);
  const rowsOf = (table: TableName): string => storedRows(layout.root, filesOf(table), currentSchema(table));
  const queries: Record<string, string> = {
    ...Object.fromEntries(TABLES.map(table => [table, rowsOf(table)])),
    fills: correctedFills(layout.root, filesOf("fills"), filesOf("corrections")),
    [FILLS_AS_TOLD]: rowsOf("fills"),
  };
  for (const [name, query] of Object.entries(queries)) {
    await connection.run(`CREATE OR REPLACE VIEW ${sqlName(schema)}.${sqlName(name)} AS ${query}`);
  }
}
