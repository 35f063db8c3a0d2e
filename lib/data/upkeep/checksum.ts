import type { DuckDBConnection } from "@duckdb/node-api";
import { type StoredFile, sqlName } from "../store/index.js";
import { currentSchema, storedRows } from "../store/stored-rows.js";
import type { TableName } from "../tables/index.js";

/**
 * A sum over every value of every row of files of one table, the same for the same rows in any order and any number of
 * files. Comparable within one process only: DuckDB's hash is its own.
 * @param root the store's folder
 */
export async function rowChecksum(
  connection: DuckDBConnection,
  root: string,
  table: TableName,
  files: readonly StoredFile[],
): Promise<string> {
  const schema = currentSchema(table);
  const columns = schema.columns.map(({ name }) => sqlName(name)).join(", ");
  const reader = await connection.runAndReadAll(
    `SELECT count(*), sum(hash(${columns})::HUGEINT) FROM (${storedRows(root, files, schema)})`,
  );
  return reader.getRows()[0]!.join(" ");
}
