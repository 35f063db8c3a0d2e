import { basename } from "node:path";
import { type IsoDate, isIsoDate, RiskbookError } from "../core/index.js";
import { csvRows, type Row, readCsvText, requireWidth } from "./csv-rows.js";

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
  return parseSeries(await readCsvText(path), basename(path), options);
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
