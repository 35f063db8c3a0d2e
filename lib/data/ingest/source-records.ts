import type { DuckDBConnection } from "@duckdb/node-api";
import { fileKind } from "./file-kind.js";
import { type Header, readHeader } from "./header.js";
import { readJsonRecords } from "./json-records.js";
import { readLines } from "./lines.js";
import type { ColumnMap } from "./map.js";
import { readParquetRecords } from "./parquet-records.js";
import { splitRecords } from "./records.js";
import type { SourceFile } from "./source-file.js";
import { readWorkbookRecords } from "./workbook-records.js";
import { readXmlRecords } from "./xml-records.js";

/**
 * Reads a file of any kind into `records(line, text, fields, reason)`, one row for each record with its fields in the
 * header's order or the reason why it has none. `line` is where a person finds it: a line, or a row of a sheet.
 * @throws RiskbookError for a file that is none of the kinds, or is damaged
 */
export function readRecords(connection: DuckDBConnection, source: SourceFile, map: ColumnMap): Promise<Header> {
  switch (fileKind(source)) {
    case "json-lines":
      return readJsonRecords(connection, source, map);
    case "parquet":
      return readParquetRecords(connection, source, map);
    case "workbook":
      return readWorkbookRecords(connection, source, map);
    case "xml":
      return readXmlRecords(connection, source, map.element);
    default:
      return readTextRecords(connection, source, map);
  }
}

/** Forgets what {@link readRecords} made. */
export async function dropRecords(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    "DROP VIEW records; DROP TABLE IF EXISTS lines; DROP TABLE IF EXISTS objects; DROP TABLE IF EXISTS source_rows",
  );
}

async function readTextRecords(
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
