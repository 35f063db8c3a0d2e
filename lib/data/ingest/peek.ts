import type { DuckDBConnection } from "@duckdb/node-api";
import { beginningOf } from "./beginning.js";
import { splitRecord } from "./csv-text.js";
import type { ColumnMap } from "./map.js";
import type { SourceFile } from "./source-file.js";

/** The names in a file's header as a map would read it, without reading the rest; none where it has no such header. */
export async function peekHeader(
  _connection: DuckDBConnection,
  source: SourceFile,
  map: ColumnMap,
): Promise<readonly string[]> {
  return textHeader(source, map);
}

function textHeader(source: SourceFile, { delimiter, encoding, skipLines }: ColumnMap): readonly string[] {
  const text = new TextDecoder(encoding === "latin-1" ? "latin1" : encoding).decode(beginningOf(source));
  const line = text.split(/\r\n|\n|\r/, skipLines + 1)[skipLines] ?? "";
  const record = splitRecord(line, delimiter);
  return "fields" in record ? record.fields.map(name => name.trim()) : [];
}
