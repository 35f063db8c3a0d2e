import fc from "fast-check";
import { expect, it } from "vitest";
import { averageRanks, kendallCorrelation, spearmanCorrelation } from "./rank-correlation.js";

const x = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 9);
const y = Float64Array.of(2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5);

it("gives equal values the mean of their ranks", () => {
  expect([...averageRanks(Float64Array.of(10, 30, 10, 20))]).toEqual([1.5, 4, 1.5, 3]);
});

it("agrees with scipy's spearmanr and kendalltau on ties", () => {
  expect(spearmanCorrelation(x, y)).toBeCloseTo(0.12910456715599866, 14);
  expect(kendallCorrelation(x, y)).toBeCloseTo(0.1552647508520297, 14);
});

it("counts the pairs that the definition of Kendall's τ-b counts", () => {
  const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
    minLength: 2,
    maxLength: 40,
  });
  fc.assert(
    fc.property(some, pairs => {
      const [a, b] = [Float64Array.from(pairs, pair => pair[0]), Float64Array.from(pairs, pair => pair[1])];
      let [difference, untiedA, untiedB] = [0, 0, 0];
      for (let i = 0; i < a.length; i++) {
        for (let j = 0; j < i; j++) {
          const [da, db] = [Math.sign(a[i]! - a[j]!), Math.sign(b[i]! - b[j]!)];
          difference += da * db;
          untiedA += da * da;
          untiedB += db * db;
        }
      }
      const expected = untiedA * untiedB === 0 ? Number.NaN : difference / Math.sqrt(untiedA * untiedB);
      expect(kendallCorrelation(a, b)).toEqual(Number.isNaN(expected) ? Number.NaN : expect.closeTo(expected, 12));
    }),
  );
});

it("has no correlation with a constant", () => {
  expect(kendallCorrelation(x, new Float64Array(12))).toBeNaN();
  expect(spearmanCorrelation(x, new Float64Array(12))).toBeNaN();
});
