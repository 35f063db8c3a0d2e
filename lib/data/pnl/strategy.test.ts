import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../core/index.js";
import { parseExecutions, readMap } from "../index.js";
import { pnlOfFills } from "./book-pnl.js";
import { COST_METHODS } from "./fills.js";

const folder = join(packageRoot(), "..", "shared", "data");
const fillsFile = join(folder, "strategy_fills_2004_2009.csv");
const map = readMap(join(packageRoot(), "data", "maps", "strategy-fills.yaml"));

/** The strategy's own end-of-day positions in dollars, by date and symbol. */
function statedDollars(): Map<string, number> {
  const text = readFileSync(join(folder, "strategy_positions_2004_2009.csv"), "utf8").trim();
  const [header, ...rows] = text.split("\n").map(line => line.split(","));
  return new Map(
    rows.flatMap(cells =>
      header!.slice(1).map((symbol, i) => [`${cells[0]!.slice(0, 10)}/${symbol}`, Number(cells[i + 1])]),
    ),
  );
}

test.skipIf(!existsSync(fillsFile)).for(COST_METHODS)(
  "9,367 real fills by %s agree with the strategy's own positions, which needs ../shared/data",
  async method => {
    const { fills, rejects } = await parseExecutions(fillsFile, map, { now: new Date("2026-01-01") });
    expect([fills.n, rejects.length]).toEqual([9367, 0]);
    const { daily, dates, symbols } = pnlOfFills(fills, { method });
    const lastPrice = new Map<string, number>();
    for (let i = 0; i < fills.n; i++) lastPrice.set(`${fills.day[i]}/${fills.symbol[i]}`, fills.price[i]!);
    const stated = statedDollars();
    const disagreements: string[] = [];
    let [compared, flat] = [0, 0];
    for (let row = 0; row < daily.n; row++) {
      if (daily.fills[row] === 0) continue;
      const date = dates[daily.date[row]!]!;
      if (daily.endPosition[row] === 0) {
        flat++;
        expect(stated.get(`${date}/${symbols[daily.symbol[row]!]}`)).toBe(0);
        continue;
      }
      const price = lastPrice.get(`${Date.parse(date) / 86_400_000}/${daily.symbol[row]}`)!;
      const dollars = stated.get(`${date}/${symbols[daily.symbol[row]!]}`)!;
      compared++;
      if (!(Math.abs(daily.endPosition[row]! * price - dollars) < 0.01)) {
        disagreements.push(
          `${date} ${symbols[daily.symbol[row]!]}: ${daily.endPosition[row]! * price} against ${dollars}`,
        );
      }
    }
    expect(disagreements).toEqual([]);
    expect([compared, flat]).toEqual([9250, 117]);
  },
);
