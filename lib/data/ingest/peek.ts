import type { DuckDBConnection } from "@duckdb/node-api";
import { beginningOf } from "./beginning.js";
import { splitRecord } from "./csv-text.js";
import { fileKind } from "./file-kind.js";
import type { FileShape } from "./file-shape.js";
import { parquetHeader } from "./parquet-records.js";
import type { SourceFile } from "./source-file.js";
import { workbookHeaders } from "./workbook-records.js";
import { xmlHeader } from "./xml-records.js";
import { yamlHeader } from "./yaml-records.js";

/**
 * The names in a file's header as a map would read it, without reading the rest: one header, that of each sheet of a
 * workbook, or none.
 */
export async function peekHeaders(
  connection: DuckDBConnection,
  source: SourceFile,
  shape: FileShape,
): Promise<readonly (readonly string[])[]> {
  const kind = fileKind(source);
  if (kind === "workbook" || kind === "old-workbook") {
    if (shape.element !== undefined) return [];
    const sheets = await workbookHeaders(source, shape);
    return sheets.filter(({ name }) => shape.sheet === undefined || name === shape.sheet).map(({ header }) => header);
  }
  if (kind === "xml") return [await xmlHeader(source, shape.element)];
  if (shape.element !== undefined || shape.sheet !== undefined) return [];
  switch (kind) {
    case "json-lines":
      return [jsonHeader(source)];
    case "yaml":
      return [yamlHeader(source)];
    case "parquet":
      return [await parquetHeader(connection, source)];
    default:
      return [textHeader(source, shape)];
  }
}

function textHeader(source: SourceFile, { delimiter, encoding, skipLines }: FileShape): readonly string[] {
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

function beginningLines(source: SourceFile, encoding: FileShape["encoding"]): string[] {
  const decoder = new TextDecoder(encoding === "latin-1" ? "latin1" : encoding);
  return decoder.decode(beginningOf(source)).split(/\r\n|\n|\r/);
}
