import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDefined, Undefined } from "../figure.js";
import { aaplTable } from "../testing/aapl.js";
import { sampleCovariance } from "./covariance.js";
import { meanVarianceFrontier } from "./frontier.js";
import { empiricalKelly, jointKelly } from "./kelly.js";
import { maximumDiversification, maximumSharpe } from "./maximum-ratio.js";
import { meanVariance, minimumVariance, varianceForReturn } from "./mean-variance.js";
import { panelOf } from "./panel.js";
import { nearestPositiveDefinite } from "./positive-definite.js";
import { volatilityContributions } from "./risk-contribution.js";
import { riskParity } from "./risk-parity.js";
import { covarianceOf, TEN_COVARIANCE, TEN_MEANS } from "./testing/ten-assets.js";

const near = (values: readonly number[], digits = 8): unknown[] => values.map(value => expect.closeTo(value, digits));

function defined<T>(figure: T): Exclude<T, Undefined> {
  if (figure instanceof Undefined) throw new Error(figure.reason);
  return figure as Exclude<T, Undefined>;
}

describe("the ten assets of Bailey and López de Prado", () => {
  it("have the published portfolio of least variance", () => {
    const found = minimumVariance(TEN_COVARIANCE);
    expect([...found.weights]).toEqual(
      near([
        0.03696858, 0.02690084, 0.09494243, 0.12577595, 0.07674608, 0.21935567, 0.0299871, 0.03596328, 0.06134984,
        0.29201023,
      ]),
    );
    expect(found.residual).toBeLessThan(1e-12);
  });

  it("have the published turning point at λ = 0.030971", () => {
    const found = meanVariance(TEN_MEANS, TEN_COVARIANCE, { riskAversion: 1 / 0.030971168861678777 });
    expect([...found.weights]).toEqual(
      near([
        0.068344, 0.04138703, 0.01521526, 0.18813443, 0.03416249, 0.20231943, 0, 0.03392932, 0.03363265, 0.38287539,
      ]),
    );
  });

  it("have the published largest Sharpe ratio, 4.4535", () => {
    const found = defined(maximumSharpe(TEN_MEANS, TEN_COVARIANCE));
    expect(found.mean! / found.volatility).toBeCloseTo(4.45353347664641, 8);
    expect(found.residual).toBeLessThan(1e-12);
  });

  it("have a frontier that rises, bends and ends at the asset with the largest return", () => {
    const frontier = meanVarianceFrontier(TEN_MEANS, TEN_COVARIANCE, { points: 12 });
    expect(frontier).toHaveLength(12);
    expect([...frontier.at(-1)!.weights]).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    const variances = frontier.map(({ volatility }) => volatility ** 2);
    const steps = variances.slice(1).map((value, i) => value - variances[i]!);
    expect(steps.every((step, i) => step > 0 && step >= (steps[i - 1] ?? 0) - 1e-12)).toBe(true);
    expect(Math.max(...frontier.map(({ residual }) => residual))).toBeLessThan(1e-10);
  });
});

describe("closed forms", () => {
  const two = covarianceOf([[0.04], [0.006, 0.09]]);

  it("are met by two assets of least variance, and by their largest diversification", () => {
    const first = (0.09 - 0.006) / (0.04 + 0.09 - 0.012);
    expect([...minimumVariance(two).weights]).toEqual(near([first, 1 - first], 14));
    // With two assets largest diversification and risk parity both weigh by the inverse of volatility.
    expect([...defined(maximumDiversification(two)).weights]).toEqual(near([0.6, 0.4], 14));
    expect([...riskParity(two).weights]).toEqual(near([0.6, 0.4], 14));
  });

  it("are met where a bound holds the first asset at 0.5, and at an expected return", () => {
    expect([...minimumVariance(two, { upper: [0.5, 1] }).weights]).toEqual(near([0.5, 0.5], 14));
    const mean = Float64Array.of(0.05, 0.1);
    expect([...varianceForReturn(mean, two, { target: 0.08 }).weights]).toEqual(near([0.4, 0.6], 14));
    expect(() => varianceForReturn(mean, two, { target: 0.2 })).toThrow(/lies between 0.05 and 0.1/);
  });

  it("are met by joint Kelly: the inverse covariance times the excess mean, and three quarters of growth at a half", () => {
    const mean = Float64Array.of(0.05, 0.1);
    const full = jointKelly(mean, two, { fraction: 1, riskFree: 0.02 });
    const determinant = 0.04 * 0.09 - 0.006 ** 2;
    expect([...full.leverage]).toEqual(
      near([(0.09 * 0.03 - 0.006 * 0.08) / determinant, (0.04 * 0.08 - 0.006 * 0.03) / determinant], 12),
    );
    const half = jointKelly(mean, two, { riskFree: 0.02 });
    expect((half.growth - 0.02) / (full.growth - 0.02)).toBeCloseTo(0.75, 12);
    expect(half.volatility / full.volatility).toBeCloseTo(0.5, 12);
    expect(() => jointKelly(mean, two, { fraction: 50 })).toThrow(/fraction of Kelly was 50/);
  });

  it("are met by the empirical Kelly bet on a coin: p − q of capital", () => {
    const coin = panelOf([{ id: "coin", values: Float64Array.from({ length: 100 }, (_, i) => (i < 60 ? 1 : -1)) }]);
    expect(defined(empiricalKelly(coin, { fraction: 1 })).leverage[0]).toBeCloseTo(0.2, 8);
    const sure = panelOf([{ id: "sure", values: Float64Array.of(0.1, 0.2, 0.1) }]);
    expect(empiricalKelly(sure)).toMatchObject({ reason: expect.stringContaining("never lost") });
  });
});

describe("risk parity", () => {
  it("gives each its budget of risk to 1e-12, whatever the covariance", () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true });
    const square = fc
      .integer({ min: 2, max: 8 })
      .chain(size =>
        fc.array(fc.array(number, { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
      );
    fc.assert(
      fc.property(square, factors => {
        const scale = factors.map((_, i) => 10 ** (i - 3));
        const covariance = covarianceOf(
          factors.map((row, i) =>
            factors.slice(0, i + 1).map((other, j) => {
              const product = row.reduce((sum, value, k) => sum + value * other[k]!, i === j ? 0.01 : 0);
              return product * scale[i]! * scale[j]!;
            }),
          ),
        );
        const total = (factors.length * (factors.length + 1)) / 2;
        const budgets = factors.map((_, i) => (i + 1) / total);
        const { weights } = riskParity(covariance, { budgets });
        const { share } = defined(volatilityContributions(weights, covariance));
        expect([...share]).toEqual(near(budgets, 12));
      }),
      { seed: 7 },
    );
  });

  it("lets two perfectly correlated assets share what one would get, and refuses a perfect hedge", () => {
    const twins = covarianceOf([[1], [1, 1], [0.2, 0.2, 1]]);
    const { weights } = riskParity(twins);
    expect(weights[0]).toBeCloseTo(weights[1]!, 12);
    expect(() => riskParity(covarianceOf([[1], [-1, 1]]))).toThrow(/no risk at all/);
    expect(() => riskParity(twins, { budgets: [0.5, 0.5, 0] })).toThrow(/risk of X3 is 0/);
  });
});

describe("bad input", () => {
  const perfectly = covarianceOf([[0.04], [0.06, 0.09], [0.01, 0.015, 0.05]]);

  it("names two perfectly correlated assets and the smallest eigenvalue", () => {
    expect(() => minimumVariance(perfectly)).toThrow(/smallest eigenvalue .* X1 and X2 are perfectly correlated/);
    expect(() => jointKelly(Float64Array.of(1, 1, 1), perfectly)).toThrow(/perfectly correlated/);
    const { returns } = aaplTable();
    const twice = panelOf([
      { id: "AAPL", values: returns },
      { id: "twice AAPL", values: returns.map(value => 2 * value) },
    ]);
    expect(() => maximumDiversification(sampleCovariance(twice))).toThrow(
      /AAPL and twice AAPL are perfectly correlated/,
    );
  });

  it("names too few observations and an asset that does not move", () => {
    const { returns } = aaplTable();
    const short = panelOf([0, 1, 2, 3].map(k => ({ id: `part ${k}`, values: returns.slice(4 * k, 4 * k + 4) })));
    expect(() => minimumVariance(sampleCovariance(short))).toThrow(/4 observations cannot tell 4 assets apart/);
    expect(() => minimumVariance(covarianceOf([[1], [0, 0]]))).toThrow(/X2 has no variance/);
  });

  it("finds the nearest positive definite covariance, which Higham (2002) published", () => {
    const indefinite = covarianceOf([[1], [1, 1], [0, 1, 1]]);
    expect(() => minimumVariance(indefinite)).toThrow(/smallest eigenvalue of its correlations is -4.14e-1/);
    const nearest = nearestPositiveDefinite(indefinite);
    expect(nearest.matrix.values[1]).toBeCloseTo(0.7607, 4);
    expect(nearest.matrix.values[2]).toBeCloseTo(0.1573, 4);
    expect(minimumVariance(nearest).residual).toBeLessThan(1e-4);
  });

  it.each([
    [{ lower: 0.4 }, /lower bounds add up to 1.2 and the weights to 1/],
    [{ upper: 0.3 }, /upper bounds add up to 0.9 and the weights to 1/],
    [{ lower: [0, 0.5, 0], upper: [1, 0.2, 1] }, /bounds of X2 are 0.5 and 0.2/],
    [{ upper: [1, 1] }, /2 upper bounds for 3 assets/],
    [{ lower: Number.NaN }, /bounds of X1 are NaN/],
  ])("refuses the bounds %o", (bounds, message) => {
    const sound = covarianceOf([[1], [0.1, 1], [0.2, 0.3, 1]]);
    expect(() => minimumVariance(sound, bounds)).toThrow(message);
  });

  it("has no largest Sharpe ratio where nothing is expected to earn", () => {
    const none = maximumSharpe(Float64Array.of(-0.1, -0.2), covarianceOf([[1], [0, 1]]));
    expect(isDefined(none)).toBe(false);
  });
});
