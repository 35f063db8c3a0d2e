import { describe, expect, it } from "vitest";
import { dayNumber } from "../../core/index.js";
import { marksOf, type PnlFills, pnlOfFills } from "../../data/index.js";
import { type BookGroups, bookReadings, bookSubjects } from "./book-readings.js";
import { evaluateLimits } from "./evaluate-limits.js";
import type { Limit } from "./limit.js";
import { LIMIT_MEASURES } from "./limit-measures.js";

const days = ["2020-02-28", "2020-03-02", "2020-03-03"];
const fills: PnlFills = {
  n: 3,
  accounts: ["A1", "A2"],
  symbols: ["SPY", "XYZ"],
  multipliers: Float64Array.of(1, 1),
  account: Int32Array.of(0, 1, 0),
  symbol: Int32Array.of(0, 0, 1),
  time: Float64Array.of(1, 2, 3),
  day: Int32Array.of(dayNumber(days[0]!), dayNumber(days[0]!), dayNumber(days[1]!)),
  sign: Int8Array.of(1, -1, 1),
  quantity: Float64Array.of(100, 50, 10),
  price: Float64Array.of(300, 300, 20),
  fees: Float64Array.of(1, 1, 1),
  startPosition: new Float64Array(3).fill(Number.NaN),
  line: Float64Array.of(1, 2, 3),
};
const closes: [string, number][] = [
  ["SPY", 300],
  ["SPY", 290],
  ["SPY", 280],
];
const marks = marksOf({
  n: 5,
  symbols: ["SPY", "XYZ"],
  symbol: [0, 0, 0, 1, 1],
  day: [...days, days[1]!, days[2]!].map(dayNumber),
  close: [...closes.map(([, close]) => close), 20, 21],
});
const pnl = pnlOfFills(fills, { marks });
const groups: BookGroups = {
  firm: "Firm",
  firmCapital: 50_000,
  accounts: [
    { account: "A1", trader: "adams", desk: "equities", capitalBase: 20_000 },
    { account: "A2", trader: "brown", desk: "equities", capitalBase: null },
  ],
  sectors: new Map([["SPY", "Index"]]),
};
const limits = (...list: [Limit["scope"], string][]): Limit[] =>
  list.map(([scope, measure]) => ({
    scope,
    name: "*",
    measure,
    soft: null,
    hard: measure === "drawdown" ? -0.5 : 1e9,
    from: "2020-01-01",
  }));
const valuesOf = (scope: Limit["scope"], measure: string, day = 2) =>
  Object.fromEntries(
    bookReadings(bookSubjects(pnl, groups, "actual"), limits([scope, measure]), day).map(({ name, value, reason }) => [
      name,
      value ?? reason,
    ]),
  );

describe("readings of a book", () => {
  it("are those of every account, trader, desk and the firm", () => {
    // A1 is long 100 SPY and 10 XYZ, A2 short 50 SPY: −1000 + 10 and +500 on the last day.
    expect(valuesOf("account", "dailyLoss")).toEqual({ A1: 990, A2: 0 });
    expect(valuesOf("desk", "dailyLoss")).toEqual({ equities: 490 });
    expect(valuesOf("firm", "grossLeverage")).toEqual({ Firm: (28_000 + 210 + 14_000) / 50_000 });
    expect(valuesOf("trader", "grossLeverage")).toEqual({ adams: 28_210 / 20_000, brown: "there is no capital base" });
    expect(valuesOf("firm", "netExposure")).toEqual({ Firm: 14_210 });
    expect(valuesOf("account", "largestPosition")).toEqual({ A1: 28_000, A2: 14_000 });
  });

  it("follow symbols and sectors, and the calendar month", () => {
    expect(valuesOf("symbol", "grossExposure")).toEqual({ SPY: 42_000, XYZ: 210 });
    expect(valuesOf("sector", "grossExposure")).toEqual({ Index: 42_000 });
    // March began on the second day: −500 − 1 and −490.
    expect(valuesOf("firm", "monthlyLoss")).toEqual({ Firm: 991 });
    expect(valuesOf("account", "drawdown").A1).toBeCloseTo(-1992 / 20_000, 12);
  });

  it("are unknown where a position has no price, and a limit nobody reads is told", () => {
    const bare = pnlOfFills(fills);
    const list = limits(["firm", "grossExposure"], ["sector", "grossExposure"]);
    const read = bookReadings(bookSubjects(bare, { ...groups, sectors: new Map() }, "actual"), list, 1);
    const found = evaluateLimits(list, read);
    expect(found.map(({ state, reason }) => [state, reason])).toEqual([
      ["unknown", "an open position has no price"],
      ["unknown", "nothing was worked out for sector"],
    ]);
  });

  it("of the largest position are unknown where one has no price, whichever comes last", () => {
    const half = pnlOfFills(fills, {
      marks: marksOf({ n: 1, symbols: ["XYZ"], symbol: [0], day: [dayNumber(days[1]!)], close: [20] }),
    });
    const [a1] = bookReadings(bookSubjects(half, groups, "realised"), limits(["account", "largestPosition"]), 1);
    expect(a1).toMatchObject({ name: "A1", value: null, reason: "an open position has no price" });
  });

  it("each have a definition", () => {
    for (const { definition, label } of LIMIT_MEASURES) expect(`${label}: ${definition}`).toMatch(/\w{4}/);
  });
});
