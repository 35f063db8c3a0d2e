import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { IsoDate } from "../../core/index.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * Real monthly prices, by symbol and first day of the month, of AAPL, AMZN, GOOG (from August 2004), IBM and MSFT from January
 * 2000 to March 2010, as they ship inside the npm package `vega-datasets`.
 */
export function readStockCloses(): { id: string; closes: Map<IsoDate, number> }[] {
  const entry = createRequire(import.meta.url).resolve("vega-datasets");
  const lines = readFileSync(join(dirname(entry), "..", "data", "stocks.csv"), "utf8")
    .trim()
    .split(/\r?\n/);
  const stocks = new Map<string, Map<IsoDate, number>>();
  for (const line of lines.slice(1)) {
    const [symbol, words, price] = line.split(",") as [string, string, string];
    const [month, day, year] = words.split(" ") as [string, string, string];
    const date = `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, "0")}-${day.padStart(2, "0")}`;
    const closes = stocks.get(symbol) ?? new Map<IsoDate, number>();
    closes.set(date, Number(price));
    stocks.set(symbol, closes);
  }
  return [...stocks].map(([id, closes]) => ({ id, closes })).sort((a, b) => (a.id < b.id ? -1 : 1));
}
