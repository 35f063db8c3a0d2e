import { describe, expect, it } from "vitest";
import { RiskbookError } from "../../core/index.js";
import type { Measure } from "../measure.js";
import { describePnl } from "./describe-pnl.js";

const pnl = [100, -250, 0, 300, -100];
const dates = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08"];
const options = { currency: "USD", kind: "actual", periodsPerYear: 252, dates } as const;

function measured(extra: { capitalBase?: number; annualiseUnderYear?: boolean } = {}) {
  const measures = describePnl(pnl, { ...options, ...extra });
  return (id: string): Measure => measures.find(measure => measure.id === id)!;
}

describe("P&L in money", () => {
  it("is additive, in its currency", () => {
    const get = measured();
    expect(get("total_pnl")).toMatchObject({ value: 50, unit: "USD", n: 5 });
    expect(get("max_drawdown_money")).toMatchObject({ value: -250, unit: "USD" });
    expect(get("var_hist_95_order")).toMatchObject({ value: 250, unit: "USD" });
    expect(get("var_hist_95_order").definition).toMatch(/of actual P&L$/);
    expect(get("win_rate_nonzero")).toMatchObject({ value: 0.5, unit: "fraction", n: 4 });
    expect(get("max_drawdown_money_episode").value).toEqual({
      depth: -250,
      peak_date: "2024-01-02",
      trough_date: "2024-01-03",
      recovery_date: "2024-01-05",
      underwater_obs: 2,
    });
  });

  it("has no ratio without a capital base", () => {
    const get = measured();
    for (const id of [
      "sharpe_pnl",
      "sharpe_se_mertens",
      "sortino_pnl",
      "calmar_pnl",
      "ann_vol_of_capital",
      "return_on_capital",
    ]) {
      expect(get(id)).toMatchObject({
        value: null,
        reason: "needs a capital base: starting equity, allocated capital or margin",
      });
    }
    expect(get("ann_vol_money").value).toBeCloseTo(Math.sqrt(43_000) * Math.sqrt(252), 8);
  });

  it("has them on one", () => {
    const get = measured({ capitalBase: 1000, annualiseUnderYear: true });
    const deviation = Math.sqrt(43_000);
    expect(get("sharpe_pnl").value).toBeCloseTo((10 / deviation) * Math.sqrt(252), 12);
    expect(get("ann_vol_of_capital").value).toBeCloseTo((deviation * Math.sqrt(252)) / 1000, 12);
    expect(get("max_drawdown_of_peak_equity").value).toBeCloseTo(-250 / 1100, 14);
    expect(get("return_on_capital").value).toBeCloseTo(0.05, 15);
    expect(get("calmar_pnl").value).toBeCloseTo((10 * 252) / 250, 12);
  });

  it("refuses a capital base of zero, and a currency that is none", () => {
    expect(() => measured({ capitalBase: 0 })).toThrow(/capital base was 0; give the positive amount/);
    expect(() => describePnl(pnl, { ...options, currency: "dollars" })).toThrow(RiskbookError);
    expect(() => describePnl(pnl, { ...options, dates: dates.slice(1) })).toThrow(/4 dates for 5 observations/);
  });
});
