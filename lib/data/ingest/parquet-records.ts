import type { DuckDBConnection } from "@duckdb/node-api";
import { messageOf, RiskbookError } from "../../core/index.js";
import { sqlName, sqlPath, sqlText } from "../store/sql.js";
import type { FileShape } from "./file-shape.js";
import { type Header, headerOf } from "./header.js";
import type { SourceFile } from "./source-file.js";

/** Reads the rows of a Parquet file as records, by their number. Its own dates and times need no format of the map's. */
export async function readParquetRecords(
  connection: DuckDBConnection,
  source: SourceFile,
  { numbers }: FileShape,
): Promise<Header> {
  const columns = await columnsOf(connection, source);
  const fields = columns.map(({ name, type }) => {
    const text = `${sqlName(name)}::VARCHAR`;
    const hasPoint = /^(DECIMAL|DOUBLE|FLOAT)/.test(type);
    return numbers.decimal === "." || !hasPoint ? text : `replace(${text}, '.', ${sqlText(numbers.decimal)})`;
  });
  await connection.run(`CREATE OR REPLACE TEMP VIEW records AS
    SELECT file_row_number + 1 AS line, concat_ws(', ', ${fields.join(", ")}) AS text, [${fields.join(", ")}] AS fields,
      NULL::VARCHAR AS reason
    FROM read_parquet(${sqlPath(source.path)}, file_row_number = true)`);
  return {
    ...headerOf(
      source.name,
      1,
      columns.map(({ name }) => name),
    ),
    nativeTimes: true,
  };
}

/** The names of a Parquet file's columns. */
export async function parquetHeader(connection: DuckDBConnection, source: SourceFile): Promise<readonly string[]> {
  return (await columnsOf(connection, source)).map(({ name }) => name);
}

async function columnsOf(connection: DuckDBConnection, source: SourceFile): Promise<{ name: string; type: string }[]> {
  try {
    const reader = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet(${sqlPath(source.path)})`);
    return reader.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
  } catch (error) {
    throw new RiskbookError(
      "BAD_PARQUET",
      `${source.path} is not a whole Parquet file (${messageOf(error).split("\n")[0]}). Fetch or export it again.`,
      { cause: error },
    );
  }
}
