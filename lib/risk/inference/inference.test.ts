import { describe, expect, it } from "vitest";
import { probabilisticSharpe } from "./probabilistic-sharpe.js";
import { sharpeErrorLo, sharpeErrorMertens, sharpeEvidence, sharpeInterval } from "./sharpe-error.js";

describe("Lo's standard error of a Sharpe ratio", () => {
  // Lo (2002), Financial Analysts Journal 58(4), table 1, to its three digits.
  it.each([
    [0.5, 12, 0.306],
    [0.5, 60, 0.137],
    [1, 60, 0.158],
    [1.5, 24, 0.298],
    [3, 12, 0.677],
    [3, 500, 0.105],
  ])("of %s over %s periods is %s", (sharpe, n, published) => {
    expect(sharpeErrorLo({ sharpe, n })).toBeCloseTo(published, 3);
  });
});

describe("Mertens' standard error", () => {
  it("is Lo's for a normal distribution", () => {
    const evidence = { sharpe: 0.2, n: 250, skewness: 0, excessKurtosis: 0 };
    expect(sharpeErrorMertens(evidence)).toBeCloseTo(sharpeErrorLo(evidence), 15);
  });

  it("grows with negative skewness and fat tails", () => {
    const evidence = { sharpe: 0.2, n: 250, skewness: -1, excessKurtosis: 5 };
    expect(sharpeErrorMertens(evidence)).toBeCloseTo(Math.sqrt((1 + 0.2 + (7 / 4) * 0.04) / 250), 15);
  });
});

describe("the interval of a Sharpe ratio", () => {
  const evidence = { sharpe: 0.1, n: 1000, skewness: -0.5, excessKurtosis: 4 };

  it("is 1.96 standard errors to either side, a year at a time", () => {
    const { low, high } = sharpeInterval(evidence, { periodsPerYear: 252 });
    expect((high - low) / 2 / Math.sqrt(252)).toBeCloseTo(1.959963984540054 * sharpeErrorMertens(evidence), 12);
    expect((high + low) / 2).toBeCloseTo(0.1 * Math.sqrt(252), 12);
  });

  it("leaves 0 at its end where the probabilistic ratio is 97.5%", () => {
    // With n − 1 in place of n, which is what tells the two apart.
    const sharpe = 1.959963984540054 / Math.sqrt(999);
    const normal = { sharpe, n: 1000, skewness: 0, excessKurtosis: -2 };
    expect(probabilisticSharpe(normal)).toBeCloseTo(0.975, 12);
    expect(Math.abs(sharpeInterval(normal, { periodsPerYear: 1 }).low)).toBeLessThan(1e-4);
    expect(() => sharpeInterval(normal, { periodsPerYear: 1, confidence: 95 })).toThrow(/0\.99/);
  });
});

describe("the probabilistic Sharpe ratio", () => {
  // Bailey & López de Prado (2012): 24 months, Sharpe .458, skewness −2.448, Pearson kurtosis 10.164.
  const evidence = { sharpe: 0.458, n: 24, skewness: -2.448, excessKurtosis: 7.164 };

  it("meets the hedge fund example of its paper", () => {
    expect(probabilisticSharpe(evidence)).toBeCloseTo(0.913, 3);
    expect(probabilisticSharpe(evidence)).toBeCloseTo(0.913361083860933, 12);
    expect(probabilisticSharpe({ ...evidence, skewness: 0, excessKurtosis: 0 })).toBeCloseTo(0.982, 3);
  });

  it("is a half against its own estimate, and has no evidence in a constant series", () => {
    expect(probabilisticSharpe(evidence, { reference: 0.458 })).toBe(0.5);
    expect(sharpeEvidence([0.01, 0.01])).toMatchObject({
      reason: "all 2 observations are the same: the deviation is zero",
    });
  });
});
