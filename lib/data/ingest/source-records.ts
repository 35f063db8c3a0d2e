import type { DuckDBConnection } from "@duckdb/node-api";
import { fileKind } from "./file-kind.js";
import type { FileShape } from "./file-shape.js";
import { type Header, headerOf, readHeader } from "./header.js";
import { readJsonRecords } from "./json-records.js";
import { readLines } from "./lines.js";
import { readParquetRecords } from "./parquet-records.js";
import { splitRecords } from "./records.js";
import type { SourceFile } from "./source-file.js";
import type { Wanted } from "./wanted.js";
import { readWorkbookRecords } from "./workbook-records.js";
import { readXmlRecords } from "./xml-records.js";
import { readYamlRecords } from "./yaml-records.js";

/**
 * Reads a file of any kind into `records(line, text, fields, reason)`, one row for each record with its fields in the
 * header's order or the reason why it has none. `line` is where a person finds it: a line, or a row of a sheet.
 * @throws RiskbookError for a file that is none of the kinds, or is damaged
 */
export function readRecords(
  connection: DuckDBConnection,
  source: SourceFile,
  shape: FileShape,
  wanted: Wanted,
): Promise<Header> {
  switch (fileKind(source)) {
    case "json-lines":
      return readJsonRecords(connection, source, shape);
    case "yaml":
      return readYamlRecords(connection, source);
    case "parquet":
      return readParquetRecords(connection, source, shape);
    case "workbook":
    case "old-workbook":
      return readWorkbookRecords(connection, source, shape, wanted);
    case "xml":
      return readXmlRecords(connection, source, shape.element);
    default:
      return readTextRecords(connection, source, shape);
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
  { delimiter, encoding, skipLines, header: names }: FileShape,
): Promise<Header> {
  await readLines(connection, source, { delimiter, encoding });
  const headerLine = names === undefined ? skipLines + 1 : skipLines;
  const header =
    names === undefined
      ? await readHeader(connection, source, headerLine, delimiter)
      : headerOf(source.name, headerLine, names);
  await splitRecords(connection, { delimiter, headerLine, fieldCount: header.names.length });
  return header;
}
