import { readFileSync } from "node:fs";
import { type IsoDate, packageRoot } from "../../core/index.js";

/** Returns beside those of a benchmark, by date. */
export interface ReturnTable {
  readonly dates: readonly IsoDate[];
  readonly returns: Float64Array;
  readonly benchmark: Float64Array;
}

/**
 * A real series that every clone has: daily closes of AAPL (@observablehq/sample-datasets) joined by date with those of the
 * S&P 500 (vega-datasets), then close/previous close − 1 of each.
 */
export function aaplTable(): ReturnTable {
  const apple = closes("@observablehq/sample-datasets/aapl.csv", "Close");
  const index = closes("vega-datasets/data/sp500-2000.csv", "close");
  const dates = [...apple.keys()].filter(date => index.has(date));
  const returnsOf = (prices: ReadonlyMap<IsoDate, number>): Float64Array =>
    Float64Array.from(dates.slice(1), (date, i) => prices.get(date)! / prices.get(dates[i]!)! - 1);
  return { dates: dates.slice(1), returns: returnsOf(apple), benchmark: returnsOf(index) };
}

/** Reads `date,r,b` of a reference file. */
export function returnTableOf(path: string): ReturnTable {
  const rows = readFileSync(path, "utf8").trim().split(/\r?\n/).slice(1);
  const cells = rows.map(row => row.split(","));
  return {
    dates: cells.map(([date]) => date!),
    returns: Float64Array.from(cells, ([, r]) => Number(r)),
    benchmark: Float64Array.from(cells, ([, , b]) => Number(b)),
  };
}

function closes(file: string, column: string): Map<IsoDate, number> {
  const [header, ...rows] = readFileSync(`${packageRoot()}/node_modules/${file}`, "utf8").trim().split(/\r?\n/);
  const at = header!.split(",").indexOf(column);
  return new Map(rows.map(row => [row.split(",")[0]!, Number(row.split(",")[at])]));
}
