import { describe, expect, it } from "vitest";
import { chiSquaredOneTail } from "./chi-squared.js";
import { erfc } from "./erfc.js";
import { normalCdf, normalPdf, normalQuantile } from "./normal.js";

function relative(actual: number, expected: number): number {
  return Math.abs(actual / expected - 1);
}

describe("the normal distribution", () => {
  // scipy 1.10, norm.cdf and norm.ppf.
  it.each([
    [-8, 6.22096057427174e-16],
    [-1.96, 0.024997895148220435],
    [0.5, 0.6914624612740131],
  ])("has the probability below %s that scipy has", (x, expected) => {
    expect(relative(normalCdf(x), expected)).toBeLessThan(1e-14);
  });

  it.each([
    [1e-20, -9.262340089798409],
    [0.01, -2.3263478740408408],
    [0.05, -1.6448536269514729],
    [0.3, -0.5244005127080409],
  ])("has the quantile at %s that scipy has", (p, expected) => {
    expect(relative(normalQuantile(p), expected)).toBeLessThan(1e-15);
  });

  it("is symmetric", () => {
    for (const p of [0.01, 0.2, 0.45]) expect(relative(normalQuantile(1 - p), -normalQuantile(p))).toBeLessThan(1e-14);
  });

  it("has quantile and probability as inverses over sixteen decades", () => {
    for (let p = 1e-16; p < 0.5; p *= 1.7) expect(relative(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-13);
  });

  it("has the density as the slope of the probability", () => {
    expect(normalPdf(0)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 15);
    expect((normalCdf(1 + 1e-5) - normalCdf(1 - 1e-5)) / 2e-5).toBeCloseTo(normalPdf(1), 9);
  });

  it("is infinite at the ends and NaN beyond them", () => {
    expect([0, 1].map(normalQuantile)).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(normalQuantile(-0.1)).toBeNaN();
  });
});

describe("erfc and χ²(1)", () => {
  // Abramowitz & Stegun, table 7.1 and 7.3; χ² by scipy 1.10.
  it("meet the tables", () => {
    expect(relative(erfc(0.5), 0.4795001221869535)).toBeLessThan(1e-15);
    expect(relative(erfc(2), 0.004677734981047266)).toBeLessThan(2e-15);
    expect(relative(erfc(-1), 1.842700792949715)).toBeLessThan(1e-15);
    expect(relative(erfc(10), 2.088487583762545e-45)).toBeLessThan(2e-15);
    expect(relative(chiSquaredOneTail(3.841458820694124), 0.05)).toBeLessThan(1e-13);
  });
});
