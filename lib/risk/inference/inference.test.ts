import { describe, expect, it } from "vitest";
import { probabilisticSharpe } from "./probabilistic-sharpe.js";
import { sharpeErrorLo, sharpeErrorMertens, sharpeEvidence } from "./sharpe-error.js";

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
