import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText } from "../store/sql.js";
import type { FileShape } from "./file-shape.js";
import { type Header, headerOf } from "./header.js";
import { readLines } from "./lines.js";
import type { SourceFile } from "./source-file.js";

/**
 * Reads lines of JSON objects as records, their keys as columns in order of first appearance. A line that is no object, or
 * that has a key twice, costs itself only.
 */
export async function readJsonRecords(
  connection: DuckDBConnection,
  source: SourceFile,
  { numbers }: FileShape,
): Promise<Header> {
  await readLines(connection, source, { delimiter: ",", encoding: "utf-8" });
  await connection.run(`CREATE OR REPLACE TEMP TABLE objects AS
    SELECT line, trim(text, chr(65279) || ' ') AS text,
      CASE WHEN NOT json_valid(text) OR json_type(text) <> 'OBJECT' THEN NULL ELSE json_keys(text) END AS keys
    FROM lines WHERE trim(text) <> ''`);
  const reader = await connection.runAndReadAll(`SELECT key FROM (
      SELECT unnest(keys) AS key, generate_subscripts(keys, 1) AS place, line FROM objects)
    GROUP BY key ORDER BY min(line), min(place)`);
  const names = reader.getRows().map(([key]) => String(key));
  const fields = names.map(name => field(name, numbers.decimal)).join(", ");
  await connection.run(`CREATE OR REPLACE TEMP VIEW records AS
    SELECT line, text, CASE WHEN keys IS NOT NULL THEN [${fields}] END AS fields, CASE
        WHEN keys IS NULL THEN 'is not a JSON object.'
        WHEN len(keys) <> len(list_distinct(keys)) THEN 'has a key twice.' END AS reason
    FROM objects UNION ALL SELECT line, text, NULL, reason FROM broken`);
  return headerOf(source.name, 1, names);
}

/** The text of a member; a number is written with the map's decimal mark, so that it is read as what it is. */
function field(name: string, decimal: string): string {
  const pointer = sqlText(`/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  const text = `json_extract_string(text, ${pointer})`;
  if (decimal === ".") return text;
  return `CASE WHEN json_type(text, ${pointer}) = 'DOUBLE' THEN replace(${text}, '.', ${sqlText(decimal)}) ELSE ${text} END`;
}
