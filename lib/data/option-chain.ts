import { basename } from "node:path";
import { type IsoDate, isIsoDate, RiskbookError } from "../core/index.js";
import { csvRows, type Row, readCsvText, requireWidth } from "./csv-rows.js";

/** One contract of a chain on one day, as a file quotes it; null where the cell is blank. */
export interface ChainQuote {
  readonly date: IsoDate;
  readonly right: "call" | "put";
  readonly strike: number;
  readonly expiry: IsoDate;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly underlyingClose: number;
  readonly line: number;
}

const COLUMNS = ["date", "right", "strike", "expiry", "bid", "ask", "underlying_close"] as const;

/**
 * Reads an option chain from a CSV file (also gzipped) with the columns `date, right, strike, expiry, bid, ask,
 * underlying_close`; others are passed over.
 * @throws `SERIES_UNREADABLE`, `SERIES_COLUMN`, `SERIES_CELL` with the line
 */
export async function readOptionChain(path: string): Promise<ChainQuote[]> {
  const name = basename(path);
  const [header, ...rows] = csvRows(await readCsvText(path), name);
  const places = COLUMNS.map(column => header?.cells.indexOf(column) ?? -1);
  const missing = COLUMNS.filter((_, i) => places[i]! < 0);
  if (header === undefined || missing.length > 0) {
    throw new RiskbookError(
      "SERIES_COLUMN",
      `${name} has no column ${missing.join(", ")}; an option chain has ${COLUMNS.join(", ")}.`,
    );
  }
  return rows.map(row => {
    requireWidth(row, header, name);
    return quoteOf(row, places, name);
  });
}

function quoteOf({ line, cells }: Row, places: readonly number[], name: string): ChainQuote {
  const [date, right, strike, expiry, bid, ask, underlying] = places.map(place => cells[place]!) as [
    string,
    ...string[],
  ] as string[];
  const wrong = (column: string, text: string, expected: string): RiskbookError =>
    new RiskbookError("SERIES_CELL", `${name} line ${line}: ${column} was "${text}"; expected ${expected}.`, {
      details: { line, column },
    });
  const number = (column: string, text: string): number => {
    const value = text === "" ? Number.NaN : Number(text);
    if (!Number.isFinite(value)) throw wrong(column, text, "a number");
    return value;
  };
  const day = (column: string, text: string): IsoDate => {
    if (!isIsoDate(text)) throw wrong(column, text, "a day such as 2014-06-06");
    return text;
  };
  const word = right!.toLowerCase();
  if (word !== "call" && word !== "put") throw wrong("right", right!, "call or put");
  return {
    date: day("date", date!),
    right: word,
    strike: number("strike", strike!),
    expiry: day("expiry", expiry!),
    bid: bid === "" ? null : number("bid", bid!),
    ask: ask === "" ? null : number("ask", ask!),
    underlyingClose: number("underlying_close", underlying!),
    line,
  };
}
