import { existsSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packageRoot } from "../../core/index.js";
import { DEFAULT_SEED } from "../demo/index.js";
import { tradedFills } from "../demo/traded-fills.js";
import { parseExecutions, readMap } from "../index.js";
import { COST_METHODS, type CostMethod, type PnlFills, pnlOfFills } from "../pnl/index.js";
import { roundTrips } from "./round-trips.js";
import { type TimedFill, timedFills } from "./testing.js";
import { tripRows } from "./trip-rows.js";
import { holdingTime, selectTrips } from "./trips.js";

const rowsOf = (written: readonly TimedFill[], method: CostMethod = "average", multiplier = 1) =>
  tripRows(roundTrips(timedFills(written, multiplier), { method }));

describe("a round trip", () => {
  test("is scaled into and out of, from flat to flat, with the averages of both", () => {
    const [trip, ...others] = rowsOf([
      { quantity: 100, price: 10, fees: 1 },
      { quantity: 100, price: 12, fees: 1 },
      { quantity: -50, price: 13, fees: 0.5 },
      { quantity: 50, price: 11, fees: 0.5 },
      { quantity: -200, price: 14, fees: 2 },
    ]);
    expect(others).toEqual([]);
    expect(trip).toMatchObject({
      side: "long",
      open: false,
      overnight: false,
      fills: 5,
      quantity: 250,
      maxPosition: 200,
      entryPrice: 11,
      exitPrice: 13.8,
      realised: 700,
      fees: 5,
      net: 695,
      heldMinutes: 4,
    });
  });

  test("that is flipped becomes two, which share the fill, its fees and its time", () => {
    const [long, short] = rowsOf([
      { quantity: 100, price: 10, fees: 1 },
      { quantity: -160, price: 11, fees: 1.6 },
      { quantity: 60, price: 9, fees: 0.6 },
    ]);
    expect(long).toMatchObject({ side: "long", quantity: 100, exitPrice: 11, realised: 100, fees: 2, fills: 2 });
    expect(short).toMatchObject({ side: "short", quantity: 60, entryPrice: 11, realised: 120, fills: 2 });
    expect(short!.fees).toBeCloseTo(1.2, 12);
    expect(short!.entered).toBe(long!.exited);
  });

  test("held into another trade date is overnight; one that goes on is open, with what it realised by the method", () => {
    const written = [
      { quantity: 100, price: 10 },
      { quantity: 100, price: 12, day: 18_001 },
      { quantity: -150, price: 13, day: 18_001 },
    ];
    const open = { open: true, overnight: true, exited: null, exitDate: null, heldMinutes: null, exitPrice: 13 };
    expect(rowsOf(written, "average")).toMatchObject([{ ...open, realised: 300, maxPosition: 200 }]);
    expect(rowsOf(written, "fifo")).toMatchObject([{ ...open, realised: 350 }]);
    expect(rowsOf([{ quantity: -1, price: 5 }])).toMatchObject([{ open: true, overnight: false, exitPrice: null }]);
  });

  test("of a future is worth its multiplier", () => {
    const trips = roundTrips(
      timedFills(
        [
          { quantity: -2, price: 2800 },
          { quantity: 2, price: 2790.5 },
        ],
        50,
      ),
    );
    expect([trips.realised[0], trips.size[0], holdingTime(trips)[0]]).toEqual([950, 280_000, 60_000]);
  });
});

test("a stop that a fill states is that of its trip; orders tell scaling from partial fills, and flips are marked", () => {
  const fills = timedFills([
    { quantity: 50, price: 10 },
    { quantity: 50, price: 10 },
    { quantity: 100, price: 11 },
    { quantity: -50, price: 12 },
    { quantity: -200, price: 9 },
    { quantity: 50, price: 8 },
  ]);
  const stopPrice = Float64Array.of(Number.NaN, 9.5, 10.5, 99, 9.25, Number.NaN);
  const [long, short] = tripRows(roundTrips({ ...fills, stopPrice, order: Int32Array.of(1, 1, 2, 3, 4, 5) }));
  expect(long).toMatchObject({ stop: 9.5, adds: 1, reductions: 1, beganByFlip: false, endedByFlip: true });
  expect(long!.rMultiple).toBeCloseTo((600 + 1350 - 2100) / ((10.5 - 9.5) * 200), 12);
  expect(short).toMatchObject({ stop: 9.25, adds: 0, reductions: 0, beganByFlip: true, endedByFlip: false });
  expect(short!.rMultiple).toBeCloseTo(50 / (0.25 * 50), 12);
  expect(tripRows(roundTrips(fills))[0]).toMatchObject({ stop: null, rMultiple: null, adds: 2 });
});

test("tenths that come back to flat end a trip exactly", () => {
  expect(rowsOf([0.1, 0.2, -0.3, 1].map(quantity => ({ quantity, price: 7 })))).toHaveLength(2);
});

test("trips stand in the order of their entries, and chosen ones keep it", () => {
  const trips = roundTrips(
    timedFills([
      { quantity: 1, price: 1, symbol: "Z", account: "B" },
      { quantity: 1, price: 1, symbol: "A", account: "A" },
      { quantity: -1, price: 1, symbol: "A", account: "A" },
      { quantity: -1, price: 1, symbol: "Z", account: "B" },
    ]),
  );
  expect(tripRows(trips).map(({ symbol }) => symbol)).toEqual(["Z", "A"]);
  expect(tripRows(selectTrips(trips, trip => trip === 1))).toMatchObject([{ symbol: "A", fills: 2 }]);
});

/** Realised P&L and fees of trips and of the P&L engine, by account and symbol, agree to 1e-6 of their size. */
function expectSameMoney(fills: PnlFills, method: CostMethod): void {
  const trips = roundTrips(fills, { method });
  const sums = new Map<string, [number, number]>();
  for (const { account, symbol, realised, fees } of tripRows(trips)) {
    const [money, costs] = sums.get(`${account}/${symbol}`) ?? [0, 0];
    sums.set(`${account}/${symbol}`, [money + realised, costs + fees]);
  }
  for (const { account, symbol, realised, fees } of pnlOfFills(fills, { method }).rows) {
    const [money, costs] = sums.get(`${account}/${symbol}`)!;
    expect(Math.abs(money - realised)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(realised)));
    expect(Math.abs(costs - fees)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(fees)));
    sums.delete(`${account}/${symbol}`);
  }
  expect(sums.size).toBe(0);
}

describe("trips add up to the P&L engine's realised money and fees", () => {
  test.for(COST_METHODS)("for any fills, by %s", method => {
    const fill = fc.record({
      quantity: fc.integer({ min: -5, max: 5 }).filter(quantity => quantity !== 0),
      price: fc.integer({ min: 1, max: 20 }),
      fees: fc.constantFrom(0, 0.1, 0.25),
      symbol: fc.constantFrom("X", "Y"),
    });
    fc.assert(
      fc.property(fc.array(fill, { minLength: 1, maxLength: 40 }), written =>
        expectSameMoney(timedFills(written), method),
      ),
    );
  });

  test("for the demo firm's two years, by both methods", () => {
    const { fills } = tradedFills(DEFAULT_SEED);
    for (const method of COST_METHODS) expectSameMoney(fills, method);
  });

  const strategy = join(packageRoot(), "..", "shared", "data", "strategy_fills_2004_2009.csv");
  test.skipIf(!existsSync(strategy))("for 9,367 real fills, which needs ../shared/data", async () => {
    const map = readMap(join(packageRoot(), "data", "maps", "strategy-fills.yaml"));
    const { fills } = await parseExecutions(strategy, map, { now: new Date("2026-01-01") });
    for (const method of COST_METHODS) expectSameMoney(fills, method);
  });
});
