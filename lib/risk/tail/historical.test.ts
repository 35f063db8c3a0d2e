import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RiskbookError } from "../../core/index.js";
import { historicalEs, historicalVar, meanOfWorst } from "./historical.js";
import { thinTail } from "./level.js";

const pnl = fc.array(fc.integer({ min: -10_000, max: 10_000 }), { minLength: 1, maxLength: 120 });
const confidence = fc.constantFrom(0.9, 0.95, 0.975, 0.99);
const es = (values: readonly number[], level: number): number => historicalEs(values, { confidence: level }) as number;
const valueAtRisk = (values: readonly number[], level: number): number =>
  historicalVar(values, { confidence: level }) as number;

describe("historical VaR and ES", () => {
  // −9% once, −5% ten times, +1% 89 times: Acerbi and Tasche weight the ties, so ES is 5.8% and neither 9% nor 5.36%.
  it("weight ties at the quantile", () => {
    const returns = [-0.09, ...Array<number>(10).fill(-0.05), ...Array<number>(89).fill(0.01)];
    expect(historicalVar(returns, { confidence: 0.95, quantile: "type7" })).toBeCloseTo(0.05, 15);
    expect(historicalEs(returns, { confidence: 0.95 })).toBeCloseTo(0.058, 15);
  });

  it("take the 50th worst of 1000 at 95%, not the 51st that (1 − 0.95)·1000 in floats gives", () => {
    const ranked = Float64Array.from({ length: 1000 }, (_, i) => i - 1000);
    expect(historicalVar(ranked, { confidence: 0.95 })).toBe(951);
    expect(historicalVar(ranked, { confidence: 0.95, quantile: "type7" })).toBeCloseTo(950.05, 10);
    expect(historicalEs(ranked, { confidence: 0.95 })).toBeCloseTo(975.5, 10);
    expect(meanOfWorst(ranked, { confidence: 0.975 })).toBeCloseTo(988, 10);
  });

  it("have ES no smaller than VaR", () => {
    fc.assert(
      fc.property(pnl, confidence, (values, level) => {
        expect(es(values, level)).toBeGreaterThanOrEqual(valueAtRisk(values, level) - 1e-9);
      }),
    );
  });

  it("scale with the position and fall by what is added for certain", () => {
    fc.assert(
      fc.property(
        pnl,
        confidence,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: -500, max: 500 }),
        (values, level, k, c) => {
          const moved = values.map(value => k * value + c);
          expect(valueAtRisk(moved, level)).toBeCloseTo(k * valueAtRisk(values, level) - c, 6);
          expect(es(moved, level)).toBeCloseTo(k * es(values, level) - c, 6);
        },
      ),
    );
  });

  it("do not depend on the order of the days", () => {
    fc.assert(
      fc.property(
        pnl.chain(values => fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length }))),
        confidence,
        ([values, shuffled], level) => {
          expect(valueAtRisk(shuffled, level)).toBe(valueAtRisk(values, level));
          expect(es(shuffled, level)).toBe(es(values, level));
        },
      ),
    );
  });

  it("have an ES that diversification cannot raise", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -999, max: 999 })), { minLength: 1 }),
        confidence,
        (days, level) => {
          const together = es(
            days.map(([a, b]) => a + b),
            level,
          );
          const apart =
            es(
              days.map(([a]) => a),
              level,
            ) +
            es(
              days.map(([, b]) => b),
              level,
            );
          expect(together).toBeLessThanOrEqual(apart + 1e-9);
        },
      ),
    );
  });

  it("refuse a confidence in percent and warn of a tail without an observation", () => {
    expect(() => historicalVar([1], { confidence: 99 })).toThrow(RiskbookError);
    expect(thinTail(250, 0.99)).toBeNull();
    expect(thinTail(60, 0.99)).toBe("1% of 60 observations is less than one; it takes 100 to say more than the worst");
  });
});
