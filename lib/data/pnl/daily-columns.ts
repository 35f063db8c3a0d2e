import { dayNumber } from "../../core/index.js";
import type { Column, Columns } from "../columns/index.js";
import type { BookPnl } from "./book-pnl.js";

/** Figures of {@link dailyColumns} in their order. */
const FIGURES = [
  "fills",
  "realised",
  "fees",
  "net",
  "endPosition",
  "endAverageCost",
  "mark",
  "unrealised",
  "actual",
  "exposure",
] as const;

/**
 * The daily rows of a P&L as typed columns with names in place of codes, for Arquero and tables: `account`, `symbol`,
 * `date` and the figures of `DailyRows`. Undefined figures are null.
 */
export function dailyColumns({ daily, dates, accounts, symbols }: BookPnl): Columns {
  const days = dates.map(dayNumber);
  const columns: Record<string, Column> = {
    account: { type: "string", codes: daily.account, dictionary: accounts },
    symbol: { type: "string", codes: daily.symbol, dictionary: symbols },
    date: { type: "date", values: daily.date.map(index => days[index]!), nulls: null },
  };
  for (const figure of FIGURES)
    columns[figure] = { type: "number", values: daily[figure], nulls: nullsOf(daily[figure]) };
  return { rows: daily.n, columns };
}

function nullsOf(values: Float64Array | Int32Array): Uint8Array | null {
  const nulls = Uint8Array.from(values, value => (Number.isNaN(value) ? 1 : 0));
  return nulls.includes(1) ? nulls : null;
}
