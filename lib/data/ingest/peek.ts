import type { DuckDBConnection } from "@duckdb/node-api";
import { beginningOf } from "./beginning.js";
import { splitRecord } from "./csv-text.js";
import { fileKind } from "./file-kind.js";
import type { ColumnMap } from "./map.js";
import { parquetHeader } from "./parquet-records.js";
import type { SourceFile } from "./source-file.js";
import { workbookHeader } from "./workbook-records.js";
import { xmlHeader } from "./xml-records.js";

/** The names in a file's header as a map would read it, without reading the rest; none where it has no such header. */
export async function peekHeader(
  connection: DuckDBConnection,
  source: SourceFile,
  map: ColumnMap,
): Promise<readonly string[]> {
  const kind = fileKind(source);
  if (kind === "xml") return xmlHeader(source, map.element);
  if (map.element !== undefined) return [];
  switch (kind) {
    case "json-lines":
      return jsonHeader(source);
    case "parquet":
      return parquetHeader(connection, source);
    case "workbook":
      return workbookHeader(source, map);
    default:
      return textHeader(source, map);
  }
}

function textHeader(source: SourceFile, { delimiter, encoding, skipLines }: ColumnMap): readonly string[] {
  if (source.binary && encoding !== "utf-16") return [];
  const line = beginningLines(source, encoding)[skipLines] ?? "";
  const record = splitRecord(line, delimiter);
  return "fields" in record ? record.fields.map(name => name.trim()) : [];
}

/** The keys of the first object. */
function jsonHeader(source: SourceFile): readonly string[] {
  const first = beginningLines(source, "utf-8").find(line => line.trim() !== "") ?? "";
  try {
    return Object.keys(JSON.parse(first) as object);
  } catch {
    return [];
  }
}

function beginningLines(source: SourceFile, encoding: ColumnMap["encoding"]): string[] {
  const decoder = new TextDecoder(encoding === "latin-1" ? "latin1" : encoding);
  return decoder.decode(beginningOf(source)).split(/\r\n|\n|\r/);
}
