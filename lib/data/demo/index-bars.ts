import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { IsoDate } from "../../core/index.js";

/** One session of the S&P 500 index as it really was. */
export interface IndexBar {
  readonly date: IsoDate;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** The real daily bars of the S&P 500 from 2000-01-03 to 2020-04-17 that ship inside the npm package `vega-datasets`. */
export function readIndexBars(): IndexBar[] {
  const entry = createRequire(import.meta.url).resolve("vega-datasets");
  const lines = readFileSync(join(dirname(entry), "..", "data", "sp500-2000.csv"), "utf8")
    .trim()
    .split("\n");
  return lines.slice(1).map(line => {
    const [date, ...numbers] = line.split(",");
    const [open, high, low, close, , volume] = numbers.map(Number) as [number, number, number, number, number, number];
    return { date: date!, open, high, low, close, volume };
  });
}
