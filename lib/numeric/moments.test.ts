import { describe, expect, it } from "vitest";
import { correlation } from "./correlation.js";
import { minimise } from "./minimise.js";
import { centralMoments, isRoundingNoise, mean, standardDeviation, variance } from "./moments.js";
import { linearRegression } from "./regression.js";
import { lowerBound, sortedOrder } from "./sort.js";
import { cumulativeSum, sum } from "./sum.js";

describe("sum", () => {
  it("does not lose small values beside large ones", () => {
    expect(sum(Float64Array.of(1, 1e100, 1, -1e100))).toBe(2);
    expect(sum(new Float64Array(10).fill(0.1))).toBe(1);
    expect([...cumulativeSum(Float64Array.of(1, 2, -4))]).toEqual([1, 3, -1]);
  });
});

describe("moments", () => {
  // NIST StRD, NumAcc3: mean 1000000.2, sample standard deviation 0.1, exactly.
  it("hold for NIST's series of a million and a little", () => {
    const series = Float64Array.from({ length: 1001 }, (_, i) =>
      i === 0 ? 1000000.2 : i % 2 === 1 ? 1000000.1 : 1000000.3,
    );
    expect(mean(series)).toBeCloseTo(1000000.2, 9);
    expect(standardDeviation(series)).toBeCloseTo(0.1, 9);
  });

  it("are the textbook's on a small series", () => {
    const series = Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9);
    expect(variance(series, { ddof: 0 })).toBe(4);
    expect(centralMoments(series)).toMatchObject({ mean: 5, m2: 4, m3: 5.25, m4: 44.5 });
    expect(variance(Float64Array.of(1))).toBeNaN();
  });

  it("tell rounding from movement", () => {
    expect(isRoundingNoise(2.2e-19, 0.001)).toBe(true);
    expect(isRoundingNoise(1e-12, 0.001)).toBe(false);
    expect(isRoundingNoise(0, 0)).toBe(true);
  });
});

describe("correlation and regression", () => {
  // Anscombe (1973), The American Statistician 27(1), first of the four data sets.
  const x = Float64Array.of(10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5);
  const y = Float64Array.of(8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68);

  it("meet Anscombe's first data set", () => {
    const line = linearRegression(x, y);
    expect(line.slope).toBeCloseTo(0.5000909090909, 12);
    expect(line.intercept).toBeCloseTo(3.0000909090909, 12);
    expect(line.rSquared).toBeCloseTo(0.6665424595087749, 12);
    expect(correlation(x, y)).toBeCloseTo(Math.sqrt(0.6665424595087749), 12);
  });

  it("are NaN against a constant", () => {
    expect(correlation(x, new Float64Array(11).fill(0.1))).toBeNaN();
    expect(linearRegression(new Float64Array(11).fill(0.1), y).slope).toBeNaN();
  });
});

describe("sorting and searching", () => {
  it("keeps the order of equal values", () => {
    expect([...sortedOrder(Float64Array.of(3, 1, 3, 2, 1))]).toEqual([1, 4, 3, 0, 2]);
  });

  it("finds the place before equal values", () => {
    const values = Float64Array.of(1, 2, 2, 5);
    expect([0, 2, 3, 9].map(value => lowerBound(values, value))).toEqual([0, 1, 3, 4]);
  });

  it("finds the minimum of a parabola", () => {
    expect(minimise(value => (value - 2) ** 2 + 1, -5, 20).argument).toBeCloseTo(2, 7);
  });
});
