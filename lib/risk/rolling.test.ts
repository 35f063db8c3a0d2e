import { expect, it } from "vitest";
import { describeReturns } from "./describe.js";
import { findMeasure } from "./measure.js";
import { periodTable } from "./performance/period-table.js";
import { rollingMeasure } from "./rolling.js";
import { aaplTable } from "./testing/aapl.js";

const { returns, benchmark, dates } = aaplTable();
const year = { periodsPerYear: 252, window: 250 };

it.each(["sharpe_rf0", "max_drawdown", "es_hist_975", "beta"])(
  "rolling %s ends with the measure of the last window",
  id => {
    const rolled = rollingMeasure(id, returns, { ...year, benchmark });
    const last = describeReturns(returns.subarray(-250), { periodsPerYear: 252, benchmark: benchmark.subarray(-250) });
    expect(rolled.values).toHaveLength(returns.length - 249);
    expect(rolled.values.at(-1)).toBeCloseTo(findMeasure(last, id).value as number, 12);
    expect(rolled.reason).toBeNull();
  },
);

it("a window without a figure is null and says why; a measure or window that cannot be is an error", () => {
  const flat = Float64Array.from(returns.subarray(0, 40));
  flat.fill(0, 10, 20);
  const rolled = rollingMeasure("sharpe_rf0", flat, { periodsPerYear: 252, window: 10 });
  expect(rolled.values[10]).toBeNull();
  expect(rolled.reason).toBe("all 10 observations are the same: the deviation is zero");
  expect(rollingMeasure("sharpe_rf0", flat, year)).toMatchObject({ values: [], reason: /250/ });
  expect(() => rollingMeasure("sharp", returns, year)).toThrow(/no measure "sharp"/);
  expect(() => rollingMeasure("beta", returns, year)).toThrow(/needs a benchmark/);
});

it("months compound to the whole, and money adds up", () => {
  const months = periodTable(returns, dates, { by: "month", unit: "fraction" });
  const years = periodTable(returns, dates, { by: "year", unit: "fraction" });
  const total = (rows: typeof months): number => rows.reduce((value, row) => value * (1 + row.value), 1);
  expect(total(months)).toBeCloseTo(total(years), 10);
  expect(months.reduce((n, row) => n + row.n, 0)).toBe(returns.length);
  const money = periodTable([5, -3, 4], ["2020-01-31", "2020-02-03", "2020-02-04"], { by: "month", unit: "USD" });
  expect(money).toEqual([
    { period: "2020-01", value: 5, n: 1, best: 5, worst: 5 },
    { period: "2020-02", value: 1, n: 2, best: 4, worst: -3 },
  ]);
  expect(() => periodTable([1], [], { by: "year", unit: "USD" })).toThrow(/0 dates for 1/);
});
