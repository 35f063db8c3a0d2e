import type { Column, Columns } from "../columns/index.js";
import { type Marks, marksOf } from "./marks.js";

/** Marks of a query's columns `symbol`, `date` and `close`. */
export function marksOfColumns(columns: Columns["columns"], rows: number): Marks {
  const symbol = columns.symbol as Extract<Column, { type: "string" }>;
  const day = columns.date as Extract<Column, { type: "date" }>;
  const close = columns.close as Extract<Column, { type: "number" }>;
  return marksOf({ n: rows, symbols: symbol.dictionary, symbol: symbol.codes, day: day.values, close: close.values });
}
