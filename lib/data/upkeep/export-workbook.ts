import { closeSync, openSync, writeSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { writeXlsxStream, XLSX_MAX_ROWS_PER_SHEET, type XlsxStreamRow } from "hucre/xlsx";
import { RiskbookError } from "../../core/index.js";
import { sqlName } from "../store/index.js";
import { SCHEMA, type StoredColumn, type TableName } from "../tables/index.js";
import { keptOrder } from "./natural-key.js";

/** The longest text that a cell of Excel holds, in UTF-16 units. */
const LONGEST_TEXT = 32_767;

/** How Excel shows times and days; it keeps both as numbers without a zone. */
const NUMBER_FORMATS: Readonly<Record<string, string>> = { TIMESTAMP: "yyyy-mm-dd hh:mm:ss.000", DATE: "yyyy-mm-dd" };

/**
 * Writes a table as a workbook of one sheet, row by row, so that memory does not grow with it. Texts are text cells, which
 * Excel never runs as formulas; times are UTC, to the millisecond; decimals become the nearest double, of which Excel
 * shows 15 digits.
 * @param connection where the table's view is
 * @returns how many rows were written
 * @throws RiskbookError `TOO_LARGE_FOR_EXCEL`
 */
export async function writeTableWorkbook(
  connection: DuckDBConnection,
  table: TableName,
  path: string,
): Promise<number> {
  const rows = await countRows(connection, table);
  const columns = SCHEMA[table].map(column => {
    const numFmt = NUMBER_FORMATS[column.type];
    return { header: column.name, ...(numFmt === undefined ? {} : { numFmt, width: numFmt.length }) };
  });
  const workbook = writeXlsxStream(rowsOf(connection, table), { name: table, columns, freezePane: { rows: 1 } });
  const handle = openSync(path, "wx");
  try {
    for await (const bytes of workbook) {
      for (let offset = 0; offset < bytes.length; ) offset += writeSync(handle, bytes, offset);
    }
  } finally {
    closeSync(handle);
  }
  return rows;
}

async function countRows(connection: DuckDBConnection, table: TableName): Promise<number> {
  const lengths = SCHEMA[table]
    .filter(({ type }) => type === "VARCHAR")
    .map(({ name }) => `max(length(${sqlName(name)}))`);
  const reader = await connection.runAndReadAll(
    `SELECT count(*), greatest(${lengths.join(", ")}) FROM ${sqlName(table)}`,
  );
  const [rows, longest] = reader.getRows()[0]!.map(Number) as [number, number];
  if (rows < XLSX_MAX_ROWS_PER_SHEET && longest <= LONGEST_TEXT) return rows;
  throw new RiskbookError(
    "TOO_LARGE_FOR_EXCEL",
    `${table} has ${rows} rows and texts of up to ${longest} characters; a sheet of Excel holds ${XLSX_MAX_ROWS_PER_SHEET - 1} rows and ${LONGEST_TEXT} characters in a cell. Export it as csv or parquet.`,
  );
}

async function* rowsOf(connection: DuckDBConnection, table: TableName): AsyncGenerator<XlsxStreamRow> {
  const cells = SCHEMA[table].map(workbookCell).join(", ");
  const result = await connection.stream(`SELECT ${cells} FROM ${sqlName(table)} ORDER BY ${keptOrder(table)}`);
  for await (const rows of result.yieldRowsJs()) yield* rows as XlsxStreamRow[];
}

function workbookCell({ name, type }: StoredColumn): string {
  const column = sqlName(name);
  if (type === "VARCHAR") return `regexp_replace(${column}, '_(x[0-9a-fA-F]{4}_)', '_x005F_\\1', 'g')`; // else read as an escape
  if (type === "DOUBLE") return `CASE WHEN isfinite(${column}) THEN ${column} END`;
  return type === "BIGINT" || type.startsWith("DECIMAL") ? `${column}::DOUBLE` : column;
}
