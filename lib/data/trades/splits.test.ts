import { expect, test } from "vitest";
import { dayNumber } from "../../core/index.js";
import { snapshotFills } from "../pnl/index.js";
import { bookOf } from "../pnl/testing-book.js";
import { excursions, roundTrips, snapshotBars } from "./index.js";

/** Apple's closes around its split of 7 for 1 on 2014-06-09. */
const PRICES =
  "symbol,date,close\nAAPL,2014-06-05,647.35\nAAPL,2014-06-06,645.57\nAAPL,2014-06-09,93.70\nAAPL,2014-06-10,94.25\n";
const SPLIT = "symbol,date,kind,ratio\nAAPL,2014-06-09,split,7\n";
const FILLS = [
  "A,2014-06-05 10:00:00,AAPL,B,100,644,1,#,USD,,,,",
  "A,2014-06-09 10:00:00,AAPL,S,300,93,1,#,USD,,,,",
  "A,2014-06-10 10:00:00,AAPL,S,400,94,1,#,USD,,,,",
];

test("a round trip over a split earns what its fills do, in units after it; what lies between has no excursion", async () => {
  const snapshot = await bookOf({ fills: FILLS, prices: PRICES, actions: SPLIT });
  const fills = await snapshotFills(snapshot);
  const trips = roundTrips(fills);
  expect(trips.n).toBe(1);
  expect([trips.realised[0], trips.quantity[0], trips.maxPosition[0], trips.entryPrice[0]]).toEqual([
    1100, 700, 700, 92,
  ]);
  expect(trips.exitPrice[0]).toBeCloseTo((300 * 93 + 400 * 94) / 700, 12);
  expect(excursions(trips, await snapshotBars(snapshot)).adverse.reason(0)).toContain("before and after a split");
  expect(fills.splits).toEqual(new Map([[0, [{ day: dayNumber("2014-06-09"), ratio: 7 }]]]));
});
