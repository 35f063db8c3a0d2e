import type { DuckDBConnection } from "@duckdb/node-api";
import { type Header, readHeader } from "./header.js";
import { readLines } from "./lines.js";
import type { ColumnMap } from "./map.js";
import { splitRecords } from "./records.js";
import type { SourceFile } from "./source-file.js";

/**
 * Reads a file into `records(line, text, fields, reason)`, one row for each record with its fields in the header's order
 * or the reason why it has none.
 */
export async function readRecords(
  connection: DuckDBConnection,
  source: SourceFile,
  { delimiter, encoding, skipLines }: ColumnMap,
): Promise<Header> {
  await readLines(connection, source, { delimiter, encoding });
  const headerLine = skipLines + 1;
  const header = await readHeader(connection, source, headerLine, delimiter);
  await splitRecords(connection, { delimiter, headerLine, fieldCount: header.names.length });
  return header;
}

/** Forgets what {@link readRecords} made. */
export async function dropRecords(connection: DuckDBConnection): Promise<void> {
  await connection.run("DROP VIEW records; DROP TABLE lines");
}
