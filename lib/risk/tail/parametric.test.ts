import { describe, expect, it } from "vitest";
import { aaplTable } from "../testing/aapl.js";
import { cornishFisherQuantile, inCornishFisherDomain } from "./cornish-fisher.js";
import { entropicVar } from "./entropic.js";
import { historicalEs } from "./historical.js";
import { normalEs, normalVar } from "./normal.js";
import { expectedShortfall, valueAtRisk } from "./value-at-risk.js";

describe("normal VaR and ES", () => {
  it("are z and φ(z)/α deviations below a mean of 0", () => {
    const series = [-1, 1];
    expect(normalVar(series, { confidence: 0.99, deviation: "population" })).toBeCloseTo(2.3263478740408408, 12);
    expect(normalEs(series, { confidence: 0.975, deviation: "population" })).toBeCloseTo(2.3378027922014, 10);
    expect(normalVar(series, { confidence: 0.99 })).toBeCloseTo(2.3263478740408408 * Math.SQRT2, 12);
  });
});

describe("the Cornish–Fisher expansion", () => {
  it("is the normal quantile without skewness and kurtosis", () => {
    expect(cornishFisherQuantile(0.05, { skewness: 0, excessKurtosis: 0 })).toBeCloseTo(-1.6448536269514722, 14);
  });

  // The formula by hand in numpy.
  it.each([
    [0.05, -2, 1, -2.1180564993170012],
    [0.05, -1, 10, -1.708520687228727],
    [0.01, 0, 3, -3.0277110593026166],
  ])("at %s with skewness %s and kurtosis %s is %s", (alpha, skewness, excessKurtosis, expected) => {
    expect(cornishFisherQuantile(alpha, { skewness, excessKurtosis })).toBeCloseTo(expected, 12);
  });

  it("knows Maillard's domain: up to a kurtosis of 8 without skewness, and |skewness| ≤ 6(√2 − 1)", () => {
    expect(inCornishFisherDomain({ skewness: 0, excessKurtosis: 8 })).toBe(true);
    expect(inCornishFisherDomain({ skewness: 0, excessKurtosis: 8.01 })).toBe(false);
    expect(inCornishFisherDomain({ skewness: 0, excessKurtosis: -0.01 })).toBe(false);
    const limit = 6 * (Math.SQRT2 - 1);
    const reachable = (skewness: number): boolean =>
      Array.from({ length: 2000 }, (_, i) => i / 100).some(excessKurtosis =>
        inCornishFisherDomain({ skewness, excessKurtosis }),
      );
    expect(reachable(limit - 0.01)).toBe(true);
    expect(reachable(limit + 0.01)).toBe(false);
  });

  it("warns beside a figure outside of it", () => {
    const jumps = [...Array<number>(99).fill(0.001), 0.002, -0.3];
    const measure = valueAtRisk(jumps, {
      confidence: 0.99,
      method: "cornish-fisher",
      unit: "fraction",
      kind: "actual",
    });
    expect(measure.warning).toContain("Maillard");
  });
});

describe("entropic VaR", () => {
  it("lies between ES and the worst loss", () => {
    const { returns } = aaplTable();
    const bound = entropicVar(returns, { confidence: 0.95 }) as number;
    expect(bound).toBeGreaterThan(historicalEs(returns, { confidence: 0.95 }) as number);
    expect(bound).toBeLessThan(-Math.min(...returns));
  });

  it("is the worst loss where the tail holds less than one observation", () => {
    expect(entropicVar([-3, 1, 2, 2], { confidence: 0.95 })).toBe(3);
  });
});

describe("VaR and ES as measures", () => {
  const pnl = Array.from({ length: 250 }, (_, i) => (i % 2 === 0 ? 100 : -100 - i));

  it("carry the currency, the kind of P&L and the convention", () => {
    const measure = valueAtRisk(pnl, { confidence: 0.99, unit: "USD", kind: "hypothetical" });
    expect(measure).toMatchObject({
      id: "var_hist_99_order",
      value: 345,
      unit: "USD",
      n: 250,
      reason: null,
      warning: null,
    });
    expect(measure.definition).toMatch(/order statistic.*of hypothetical P&L$/);
  });

  it("take any confidence", () => {
    const measure = expectedShortfall(pnl, { confidence: 0.999, unit: "EUR", kind: "actual" });
    expect(measure).toMatchObject({ id: "es_hist_999", value: 349, unit: "EUR" });
    expect(measure.warning).toContain("0.1% of 250 observations");
    expect(measure.definition).toContain("99.9%");
  });
});
