import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  bool,
  columnFromArray,
  type DataType,
  dateDay,
  float64,
  tableFromColumns,
  tableFromIPC,
  tableToIPC,
  utf8,
} from "@uwdata/flechette";
import {
  dayNumber,
  fromDayNumber,
  hasErrorCode,
  messageOf,
  RiskbookError,
  sha256,
  writeNewFile,
} from "../core/index.js";
import type { Cell, Column, ColumnType, TableData } from "./block.js";
import { checkCells } from "./cells.js";
import { LIMITS } from "./limits.js";

const DAY_MS = 86_400_000;

/** A table's columns and where its values are: a table block, or the table of a chart. */
export interface TableLike {
  columns: Column[];
  rowCount: number;
  data: TableData;
}

/**
 * Writes values as an Arrow IPC file, `tables/<sha256>.arrow` in a folder, and returns the reference to it. Decimals,
 * 64-bit integers and times stay text, so that they come back as they were.
 */
export function writeArrow(
  columns: readonly Column[],
  values: Readonly<Record<string, Cell[]>>,
  folder: string,
): TableData {
  const table = tableFromColumns(
    columns.map(({ key, type }) => [key, columnFromArray(stored(values[key]!, type), arrowType(type))]),
  );
  const bytes = tableToIPC(table, { format: "file" })!;
  const hash = sha256(bytes);
  const file = `tables/${hash}.arrow`;
  mkdirSync(join(folder, "tables"), { recursive: true });
  try {
    writeNewFile(join(folder, file), bytes);
  } catch (error) {
    if (!hasErrorCode(error, "EEXIST")) throw error; // the name is the content's hash: it is there already
  }
  return { file, sha256: hash, rows: values[columns[0]!.key]!.length };
}

/**
 * The values of a table by column key, wherever they are.
 * @param folder where the notebook lies, and `tables/` beside it
 * @throws RiskbookError `TABLE_MISSING`, `TABLE_CHANGED` when the file is not the one that was shown, or `BAD_TABLE`
 */
export function cellsOf(table: TableLike, folder: string): Record<string, Cell[]> {
  const { data } = table;
  if ("values" in data) return data.values;
  const path = join(folder, data.file);
  const bytes = readTable(path);
  if (sha256(bytes) !== data.sha256) {
    throw new RiskbookError(
      "TABLE_CHANGED",
      `${path} is not the table that the notebook showed: its SHA-256 differs. Run the notebook again.`,
    );
  }
  const values = decode(bytes, table.columns, path);
  checkCells(path, table.columns, table.rowCount, values);
  return values;
}

function readTable(path: string): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size > LIMITS.fileBytes) throw new RiskbookError("BAD_TABLE", `${path} has ${size} bytes: too many to read.`);
    return readFileSync(path);
  } catch (error) {
    if (!hasErrorCode(error, "ENOENT")) throw error;
    throw new RiskbookError(
      "TABLE_MISSING",
      `${path} is missing: keep the folder "tables" beside the notebook, or run it again.`,
    );
  }
}

function decode(bytes: Uint8Array, columns: readonly Column[], path: string): Record<string, Cell[]> {
  try {
    const table = tableFromIPC(bytes);
    const names = new Set(table.names.map(String));
    const absent = columns.find(column => !names.has(column.key));
    if (absent !== undefined) throw new Error(`it has no column "${absent.key}"`);
    return Object.fromEntries(columns.map(({ key, type }) => [key, restored(table.getChild(key).toArray(), type)]));
  } catch (error) {
    throw new RiskbookError("BAD_TABLE", `${path} could not be read as an Arrow file: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}

function arrowType(type: ColumnType): DataType {
  if (type === "number" || type === "integer") return float64();
  if (type === "boolean") return bool();
  return type === "date" ? dateDay() : utf8();
}

function stored(cells: readonly Cell[], type: ColumnType): Cell[] {
  return type === "date" ? cells.map(cell => (cell === null ? null : dayNumber(String(cell)) * DAY_MS)) : [...cells];
}

function restored(cells: ArrayLike<unknown>, type: ColumnType): Cell[] {
  return Array.from(cells, cell =>
    type === "date" && typeof cell === "number" ? fromDayNumber(cell / DAY_MS) : (cell as Cell),
  );
}
