import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type QuantileType, quantile, quantileSorted } from "./quantile.js";
import { expectedCount, orderRank, tailProbability } from "./rank.js";
import { selectInPlace } from "./select.js";
import { sorted } from "./sort.js";

const PRIMES = Float64Array.of(29, 3, 5, 17, 11, 2, 13, 19, 7, 23);

describe("quantile", () => {
  // numpy 1.24, the methods that implement Hyndman and Fan's types 1 to 9, on the first ten primes.
  it.each([
    [0.1, [2, 2.5, 2, 2, 2.5, 2.1, 2.9, 2.366666666666667, 2.4]],
    [0.33, [7, 7, 5, 5.6, 6.6, 6.26, 6.94, 6.486666666666666, 6.515]],
    [0.5, [11, 12, 11, 11, 12, 12, 12, 12, 12]],
    [0.77, [19, 19, 19, 18.4, 19.8, 20.88, 18.86, 20.16, 20.07]],
  ])("agrees with numpy for all nine types at %s", (p, expected) => {
    expected.forEach((value, index) => {
      expect(quantile(PRIMES, p, (index + 1) as QuantileType)).toBeCloseTo(value, 12);
    });
  });

  it("takes the even neighbour at a half for type 3, as Hyndman and Fan have it and numpy has not", () => {
    expect(quantile(Float64Array.of(1, 2, 3, 4, 5), 0.5, 3)).toBe(2);
  });

  it("is the same by selection as by sorting, and leaves its input alone", () => {
    const series = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        series,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 9 }),
        (list, p, type) => {
          const values = Float64Array.from(list);
          const bySelection = quantile(values, p, type as QuantileType);
          expect(bySelection + 0).toBe(quantileSorted(sorted(values), p, type as QuantileType) + 0);
          expect([...values]).toEqual(list);
        },
      ),
    );
  });

  it("of nothing is NaN", () => {
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
  });
});

describe("rank", () => {
  it("is safe from the float error of (1 − 0.95)·1000", () => {
    expect(Math.ceil((1 - 0.95) * 1000)).toBe(51);
    expect(orderRank(1000, 1 - 0.95)).toBe(50);
    expect(orderRank(250, 0.01)).toBe(3);
    expect(orderRank(20, 0.01)).toBe(1);
    expect(expectedCount(250, 0.05)).toBe(12.5);
  });

  it("takes the noise out of 1 − confidence", () => {
    expect([0.95, 0.975, 0.99, 0.999, 0.9999].map(tailProbability)).toEqual([0.05, 0.025, 0.01, 0.001, 0.0001]);
  });
});

describe("selectInPlace", () => {
  it("finds the same element as sorting, with smaller ones before it and larger ones behind", () => {
    const series = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(series, fc.nat(), (list, seed) => {
        const k = seed % list.length;
        const values = Float64Array.from(list);
        expect(selectInPlace(values, k)).toBe(list.toSorted((a, b) => a - b)[k]);
        expect(values.subarray(0, k).every(value => value <= values[k]!)).toBe(true);
        expect(values.subarray(k).every(value => value >= values[k]!)).toBe(true);
      }),
    );
  });
});
