import { describe, expect, it } from "vitest";
import { RiskbookError } from "../../core/index.js";
import { aaplTable } from "../testing/aapl.js";
import { historicalVar } from "./historical.js";
import { rollingHistoricalVar } from "./rolling.js";

const { returns } = aaplTable();
const options = { window: 250, confidence: 0.99, quantile: "order" } as const;

describe("the rolling historical VaR", () => {
  it("is each day that of the 250 sessions before it", () => {
    const rolling = rollingHistoricalVar(returns, options);
    expect(rolling.start).toBe(250);
    expect(rolling.values).toHaveLength(returns.length - 250);
    rolling.values.forEach((value, i) => {
      expect(value).toBe(historicalVar(returns.subarray(i, i + 250), options));
    });
  });

  it("sees nothing of the day itself or of any later one", () => {
    const day = 700;
    const changed = returns.slice();
    changed.fill(-0.5, day);
    const before = rollingHistoricalVar(returns, options).values.subarray(0, day - 250 + 1);
    const after = rollingHistoricalVar(changed, options).values.subarray(0, day - 250 + 1);
    expect(after).toEqual(before);
    expect(rollingHistoricalVar(changed, options).exceptions).toContain(day);
  });

  it("counts as exception a loss greater than the VaR, and no equal one", () => {
    const series = [-1, -2, -3, -3, -4, 5];
    const { values, exceptions, kupiec } = rollingHistoricalVar(series, { window: 3, confidence: 0.95 });
    expect([...values]).toEqual([3, 3, 4]);
    expect(exceptions).toEqual([4]);
    expect(kupiec?.statistic).toBeGreaterThan(0);
  });

  it("keeps its window right through ties", () => {
    const series = Float64Array.from({ length: 400 }, (_, i) => ((i * 7919) % 11) - 5);
    const { values } = rollingHistoricalVar(series, { window: 40, confidence: 0.9, quantile: "type7" });
    values.forEach((value, i) => {
      expect(value).toBe(historicalVar(series.subarray(i, i + 40), { confidence: 0.9, quantile: "type7" }));
    });
  });

  it("says why there is none for a window longer than the data, and refuses one that is no number of days", () => {
    const short = rollingHistoricalVar(returns.subarray(0, 100), options);
    expect(short).toMatchObject({ exceptions: [], kupiec: null });
    expect(short.values).toHaveLength(0);
    expect(short.reason).toBe("a window of 250 needs more than 250 observations; there are 100");
    expect(() => rollingHistoricalVar(returns, { window: 0, confidence: 0.99 })).toThrow(RiskbookError);
  });
});
