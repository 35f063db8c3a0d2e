import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { hasErrorCode, type IsoDate, isIsoDate, messageOf, RiskbookError } from "../core/index.js";

/** Columns of numbers over the same observations, in the file's order. */
export interface SeriesTable {
  readonly n: number;
  /** Strictly ascending; null where the file has no date column. */
  readonly dates: readonly IsoDate[] | null;
  readonly columns: Readonly<Record<string, Float64Array>>;
}

export interface SeriesOptions {
  /** Header names of the columns to read. */
  readonly columns: readonly string[];
  /** Header name of the dates; without it a column called `date` is taken where there is one. */
  readonly dateColumn?: string;
}

/**
 * Reads columns of numbers from a CSV file (comma, semicolon or tab; quoted cells; byte-order mark; also gzipped).
 * Nothing is repaired: a gap, a word or a day out of order is refused with its line.
 * @throws `SERIES_UNREADABLE`, `SERIES_EMPTY`, `SERIES_COLUMN`, `SERIES_CELL`, `SERIES_DATE`
 */
export async function readSeries(path: string, options: SeriesOptions): Promise<SeriesTable> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);
  } catch (error) {
    throw unreadable(path, error);
  }
  return parseSeries(decode(bytes, path), basename(path), options);
}

function unreadable(path: string, error: unknown): RiskbookError {
  if (hasErrorCode(error, "ENOENT") || hasErrorCode(error, "EISDIR")) {
    const why = hasErrorCode(error, "ENOENT") ? "there is no such file" : "it is a folder";
    const sentence = `Cannot read ${path}: ${why}. Check its name.`;
    return new RiskbookError("SERIES_UNREADABLE", sentence, { exitCode: 2, cause: error });
  }
  return new RiskbookError("SERIES_UNREADABLE", `Cannot read ${path}: ${messageOf(error)}.`, { cause: error });
}

/** Reads columns of numbers from the text of a CSV file; `name` stands in errors. Otherwise as `readSeries`. */
export function parseSeries(text: string, name: string, options: SeriesOptions): SeriesTable {
  const [header, ...rows] = csvRows(text, name);
  if (header === undefined || rows.length === 0) {
    const what = header === undefined ? "is empty" : "has a header and no rows";
    throw new RiskbookError(
      "SERIES_EMPTY",
      `${name} ${what}; it needs a header line and one row for each observation.`,
    );
  }
  for (const row of rows) requireWidth(row, header, name);
  const dateColumn = options.dateColumn ?? header.cells.find(cell => cell.toLowerCase() === "date");
  const dates = dateColumn === undefined ? null : readDates(rows, position(header, dateColumn, name), name);
  const columns = options.columns.map(column => [column, readNumbers(rows, header, column, name)] as const);
  return { n: rows.length, dates, columns: Object.fromEntries(columns) };
}

interface Row {
  /** Line of the file on which the row begins, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new RiskbookError("SERIES_UNREADABLE", `${path} is not text in UTF-8; save it as CSV in UTF-8.`, {
      cause: error,
    });
  }
}

/** One cell and what ends it: quoted with doubled quotes inside, or plain up to the separator or the line's end. */
function cellPattern(separator: string): RegExp {
  return new RegExp(`("(?:[^"]|"")*"|[^"\\n][^\\n]*?|)(${separator}|\\r?\\n|$)`, "y");
}

/** The rows that are not blank, with the separator that the header uses. */
function csvRows(text: string, name: string): Row[] {
  const firstLine = text.slice(0, text.search(/\r?\n|$/));
  const separator = [",", ";", "\t"].find(mark => firstLine.includes(mark)) ?? ",";
  const cell = cellPattern(separator);
  const rows: Row[] = [];
  let cells: string[] = [];
  let [line, began, at] = [1, 1, 0];
  while (at < text.length) {
    cell.lastIndex = at;
    const match = cell.exec(text);
    if (match === null)
      throw new RiskbookError(
        "SERIES_CELL",
        `${name} line ${line}: a quote is not closed, or not at the ends of its cell.`,
      );
    const [whole, content = "", end] = match;
    cells.push(content.startsWith('"') ? content.slice(1, -1).replaceAll('""', '"') : content.trim());
    at += whole.length;
    line += whole.split("\n").length - 1;
    if (end === separator && at < text.length) continue;
    if (end === separator) cells.push("");
    if (cells.some(value => value !== "")) rows.push({ line: began, cells });
    [cells, began] = [[], line];
  }
  return rows;
}

function requireWidth(row: Row, header: Row, name: string): void {
  if (row.cells.length === header.cells.length) return;
  throw new RiskbookError(
    "SERIES_CELL",
    `${name} line ${row.line} has ${row.cells.length} cells and the header has ${header.cells.length}; mend the line. ` +
      "A decimal comma in a comma-separated file does this too.",
  );
}

function position(header: Row, column: string, name: string): number {
  const places = header.cells.flatMap((cell, index) => (cell === column ? [index] : []));
  if (places.length === 1) return places[0]!;
  const has = header.cells.map(cell => `"${cell}"`).join(", ");
  const what = places.length === 0 ? "has no column" : `has ${places.length} columns`;
  throw new RiskbookError("SERIES_COLUMN", `${name} ${what} "${column}"; its columns are ${has}.`, {
    details: { columns: header.cells },
  });
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function readNumbers(rows: readonly Row[], header: Row, column: string, name: string): Float64Array {
  const at = position(header, column, name);
  return Float64Array.from(rows, ({ line, cells }) => {
    const text = cells[at]!;
    const value = NUMBER.test(text) ? Number(text) : Number.NaN;
    if (Number.isFinite(value)) return value;
    throw new RiskbookError("SERIES_CELL", `${name} line ${line}: ${column} was "${text}"; ${remedy(text)}`, {
      details: { line, column, value: text },
    });
  });
}

function remedy(text: string): string {
  if (text === "" || /^(nan|na|n\/a|null|none)$/i.test(text)) {
    return "a gap is refused, never filled with zero: leave the row out, or mend the source.";
  }
  if (/^[+-]?\d+(\.\d+)?\s*%$/.test(text)) return "write percent as a fraction, 0.012 for 1.2%.";
  if (/^[+-]?[\d.]*,\d+$/.test(text)) return "write numbers with a decimal point and without thousands marks.";
  return "expected a finite number such as -0.0123.";
}

/** A day, with a midnight behind it where the program that wrote it adds one. */
const DAY = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:?00)?)?$/;

function readDates(rows: readonly Row[], at: number, name: string): IsoDate[] {
  const dates: IsoDate[] = [];
  for (const { line, cells } of rows) {
    const date = DAY.exec(cells[at]!)?.[1];
    if (date === undefined || !isIsoDate(date)) {
      throw dateError(line, name, `the date was "${cells[at]}"; write days as YYYY-MM-DD, one row a day.`);
    }
    const previous = dates.at(-1);
    if (previous === date) throw dateError(line, name, `${date} occurs twice; keep one row a day.`);
    if (previous !== undefined && previous > date) {
      throw dateError(line, name, `${date} comes after ${previous}; sort the rows by date, oldest first.`);
    }
    dates.push(date);
  }
  return dates;
}

function dateError(line: number, name: string, sentence: string): RiskbookError {
  return new RiskbookError("SERIES_DATE", `${name} line ${line}: ${sentence}`, { details: { line } });
}
