import { dayNumber } from "../../core/index.js";
import { type BookPnl, marksOf, type PnlFills, pnlOfFills } from "../pnl/index.js";
import type { DemoFile } from "./fills-file.js";

/** Rows of one of the demo's files by column name; the demo writes no quoted cells. */
export function rowsOf({ text }: DemoFile): Record<string, string>[] {
  const [header, ...lines] = text
    .trimEnd()
    .split("\n")
    .map(line => line.split(","));
  return lines.map(cells => Object.fromEntries(header!.map((name, i) => [name, cells[i]!])));
}

/** A fill as the file states it, with its day and its fees added up. */
export interface ReadFill {
  readonly account: string;
  readonly symbol: string;
  readonly date: string;
  readonly time: string;
  readonly signed: number;
  readonly price: number;
  readonly fees: number;
}

const FEE_COLUMNS = ["Comm", "Ecn Fee", "SEC", "ORF", "CAT", "TAF", "FTT", "NSCC", "Acc", "Clr", "Misc"];

/** All fills of the demo's files, in their order. */
export function fillsOf(files: readonly DemoFile[]): ReadFill[] {
  return files
    .filter(({ name }) => name.startsWith("fills-") && name.endsWith(".csv"))
    .flatMap(rowsOf)
    .map(row => {
      const [date, time] = row["Date/Time"]!.split(" ") as [string, string];
      return {
        account: row.Account!,
        symbol: row.Symbol!,
        date: `${date.slice(6)}-${date.slice(0, 2)}-${date.slice(3, 5)}`,
        time,
        signed: (row["B/S"] === "B" ? 1 : -1) * Number(row.Qty),
        price: Number(row.Price),
        fees: FEE_COLUMNS.reduce((sum, column) => sum + Number(row[column]), 0),
      };
    });
}

/** A file by name. */
export function fileOf(files: readonly DemoFile[], name: string): DemoFile {
  return files.find(file => file.name === name)!;
}

/** The library's P&L of the demo's files, read as any stranger would. */
export function pnlOfFiles(files: readonly DemoFile[]): BookPnl {
  const fills = fillsOf(files);
  const accounts = [...new Set(fills.map(({ account }) => account))].sort();
  const symbols = [...new Set(fills.map(({ symbol }) => symbol))];
  const accountCode = new Map(accounts.map((name, code) => [name, code]));
  const symbolCode = new Map(symbols.map((name, code) => [name, code]));
  const days = new Map<string, number>();
  const dayOf = (date: string): number => {
    if (!days.has(date)) days.set(date, dayNumber(date));
    return days.get(date)!;
  };
  const multipliers = new Map(
    rowsOf(fileOf(files, "instruments.csv")).map(row => [row.symbol!, Number(row.multiplier)]),
  );
  const typed: PnlFills = {
    n: fills.length,
    accounts,
    symbols,
    multipliers: Float64Array.from(symbols, symbol => multipliers.get(symbol)!),
    account: Int32Array.from(fills, ({ account }) => accountCode.get(account)!),
    symbol: Int32Array.from(fills, ({ symbol }) => symbolCode.get(symbol)!),
    time: Float64Array.from(fills, ({ date, time }) => Date.parse(`${date}T${time}Z`)),
    day: Int32Array.from(fills, ({ date }) => dayOf(date)),
    sign: Int8Array.from(fills, ({ signed }) => Math.sign(signed)),
    quantity: Float64Array.from(fills, ({ signed }) => Math.abs(signed)),
    price: Float64Array.from(fills, ({ price }) => price),
    fees: Float64Array.from(fills, ({ fees }) => fees),
    startPosition: new Float64Array(fills.length).fill(Number.NaN),
    line: Float64Array.from(fills, (_, i) => i + 2),
  };
  const prices = rowsOf(fileOf(files, "prices.csv")).filter(({ symbol }) => symbolCode.has(symbol!));
  const marks = marksOf({
    n: prices.length,
    symbols,
    symbol: prices.map(({ symbol }) => symbolCode.get(symbol!)!),
    day: prices.map(({ date }) => dayOf(date!)),
    close: prices.map(({ close }) => Number(close)),
  });
  return pnlOfFills(typed, { marks });
}
