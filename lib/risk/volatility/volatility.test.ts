import { describe, expect, it } from "vitest";
import { randomStream } from "../../core/index.js";
import { isDefined } from "../figure.js";
import { aaplTable } from "../testing/aapl.js";
import { archTest, ljungBox } from "./diagnostics.js";
import type { Errors } from "./error-law.js";
import { ewmaVariances } from "./ewma.js";
import { fitVolatility, likelihoodOf, VOLATILITY_MODELS, type VolatilityModel } from "./fit.js";
import { volatilityErrors } from "./standard-errors.js";
import { forecastVariance, halfLife, persistence, unconditionalVariance } from "./term-structure.js";

const { returns, benchmark } = aaplTable();
const percent = returns.map(value => 100 * value);
const defined = <T>(figure: T): Exclude<T, { reason: string }> => {
  if (!isDefined(figure)) throw new Error((figure as { reason: string }).reason);
  return figure as Exclude<T, { reason: string }>;
};
const fitted = (model: VolatilityModel, errors: Errors = "normal", series: Float64Array = percent) =>
  defined(fitVolatility(series, { model, errors }));
const every = VOLATILITY_MODELS.flatMap(model => (["normal", "t"] as const).map(errors => [model, errors] as const));

// Daily returns of AAPL in percent. GARCH: fGarch 4022.89 (garchFit, nlminb+nm); GJR and EGARCH: their likelihoods written
// in numpy and searched by scipy's Nelder–Mead until it stood still.
const OTHERS: readonly [VolatilityModel, Errors, number[], number][] = [
  ["garch", "normal", [0.130430339, 0.425133837, 0.127016674, 0.678324634], -2231.2745232],
  ["garch", "t", [0.106302448, 0.234063731, 0.119338524, 0.786487468, 4.00966928], -2148.99418574],
  ["gjr", "normal", [0.1031785351, 0.2481271418, 0.0013665193, 0.2240328824, 0.7790695029], -2208.9838952917],
  ["gjr", "t", [0.0979225319, 0.1525780184, 0.0030354556, 0.1906384161, 0.8426532807, 4.2547592902], -2134.1879597721],
  ["egarch", "normal", [0.0881453059, 0.0298213741, 0.0448688163, -0.1087980901, 0.9600643688], -2203.8263541279],
  [
    "egarch",
    "t",
    [0.0876045721, 0.0260048854, 0.1137055735, -0.1131011007, 0.9623243959, 4.2384929539],
    -2127.9916523757,
  ],
];

it.each(OTHERS)("%s with %s errors has the parameters that others find", (model, errors, expected, logLikelihood) => {
  const fit = fitted(model, errors);
  Object.values(fit.parameters).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 5);
  });
  expect(fit.logLikelihood).toBeCloseTo(logLikelihood, 6);
});

describe.each(every)("%s with %s errors", (model, errors) => {
  it("has the gradient that differences of its likelihood have", () => {
    const likelihood = likelihoodOf(percent, { model, errors });
    const at = Float64Array.from(
      Object.values(fitted(model, errors).parameters),
      value => value * (model === "ewma" ? 0.97 : 1.05),
    );
    if (model !== "ewma") at[likelihood.names.indexOf("beta1")]! *= 0.9;
    const gradient = new Float64Array(at.length);
    likelihood.at(at, gradient);
    const difference = (i: number): number => {
      const step = 1e-5;
      const moved = (by: number): number =>
        likelihood.at(
          at.map((value, k) => (k === i ? value + by : value)),
          new Float64Array(at.length),
        );
      return (moved(step) - moved(-step)) / (2 * step);
    };
    for (let i = 0; i < at.length; i++) expect(gradient[i]! - difference(i)).toBeCloseTo(0, 6);
  });

  it("is the same in percent and in fractions, but for the unit", () => {
    const [one, hundred] = [fitted(model, errors, returns), fitted(model, errors)];
    for (const name of ["alpha1", "gamma1", "beta1", "nu", "lambda"] as const) {
      const [a, b] = [one.parameters[name], hundred.parameters[name]];
      if (a !== undefined && b !== undefined) expect(a / b).toBeCloseTo(1, 5);
    }
    if (model === "garch" || model === "gjr")
      expect((1e4 * one.parameters.omega!) / hundred.parameters.omega!).toBeCloseTo(1, 5);
    expect((1e4 * one.variances.at(-1)!) / hundred.variances.at(-1)!).toBeCloseTo(1, 5);
    const errorsOf = (series: Float64Array, fit: typeof one) =>
      Object.values(defined(volatilityErrors(series, fit).robust));
    expect(errorsOf(returns, one).at(-1)! / errorsOf(percent, hundred).at(-1)!).toBeCloseTo(1, 4);
  });

  it("says why there is no fit of 30 days, a constant or zeros", () => {
    const reason = (series: ArrayLike<number>) => fitVolatility(series, { model, errors });
    expect(reason(returns.subarray(0, 30))).toMatchObject({ reason: "needs 100 observations, has 30" });
    expect(reason(new Float64Array(300).fill(0.01))).toMatchObject({ reason: "all 300 observations are the same" });
    expect(reason(new Float64Array(300))).toMatchObject({ reason: "all 300 observations are the same" });
  });
});

it("refuses a model that does not exist, and NaN", () => {
  expect(() => fitVolatility(returns, { model: "figarch" as VolatilityModel })).toThrow(
    /no volatility model "figarch"; there are ewma, /,
  );
  expect(() => fitVolatility([0.01, Number.NaN])).toThrow(/NaN at index 1/);
});

it("takes a parameter at its bound for known, and states no standard error where a sum lies at its bound", () => {
  const random = randomStream("independent");
  const market = benchmark.map(value => 100 * value);
  const fit = fitted("gjr", "normal", market);
  const { hessian, robust, atBound } = volatilityErrors(market, fit);
  expect(fit.parameters.alpha1).toBeLessThan(1e-6);
  expect(atBound).toEqual(["alpha1"]);
  expect(Object.keys(defined(hessian))).toEqual(["mu", "omega", "gamma1", "beta1"]);
  expect(defined(robust).beta1).toSatisfy(error => error > 0.005 && error < 0.05);
  const trending = Float64Array.from({ length: 600 }, (_, i) => random.normal() * Math.exp(i / 100));
  expect(volatilityErrors(trending, fitted("garch", "normal", trending)).hessian).toMatchObject({
    reason: expect.stringContaining("alpha1 + beta1 lies at its bound"),
  });
});

describe("a forecast", () => {
  it("goes to the unconditional variance, half way in a half-life", () => {
    const fit = fitted("gjr");
    const level = defined(unconditionalVariance(fit));
    const days = defined(halfLife(fit));
    const { variances } = forecastVariance(fit, 500);
    expect(variances[0]).toBe(fit.variances.at(-1));
    expect(variances.at(-1)).toBeCloseTo(level, 8);
    const at = (day: number): number => (level - variances[0]!) * (1 - persistence(fit) ** day) + variances[0]!;
    expect(variances[7]).toBeCloseTo(at(7), 10);
    expect(persistence(fit) ** days).toBeCloseTo(0.5, 12);
  });

  it("of EGARCH is the mean of its simulated paths, and with t errors says that there is no mean", () => {
    const fit = fitted("egarch");
    const { omega, alpha1, gamma1, beta1 } = fit.parameters as Record<string, number>;
    const random = randomStream("egarch");
    const [paths, days] = [40_000, 6];
    const means = new Float64Array(days);
    for (let path = 0; path < paths; path++) {
      let log = Math.log(fit.variances.at(-1)!);
      for (let day = 0; day < days; day++) {
        means[day]! += Math.exp(log) / paths;
        const z = random.normal();
        log = omega! + alpha1! * (Math.abs(z) - Math.sqrt(2 / Math.PI)) + gamma1! * z + beta1! * log;
      }
    }
    const { variances, warning } = forecastVariance(fit, days);
    variances.forEach((variance, day) => {
      expect(means[day]! / variance).toBeCloseTo(1, 1);
    });
    expect(warning).toBeNull();
    expect(forecastVariance(fit, 3000).variances.at(-1)).toBeCloseTo(defined(unconditionalVariance(fit)), 6);
    expect(forecastVariance(fitted("egarch", "t"), 2).warning).toMatch(/infinite beyond the next day/);
    expect(unconditionalVariance(fitted("egarch", "t"))).toMatchObject({ reason: expect.stringContaining("infinite") });
  });

  it("of exponential weighting stays where it is", () => {
    const fit = fitted("ewma");
    expect(Array.from(fit.variances)).toEqual(Array.from(ewmaVariances(percent, fit.parameters.lambda!)));
    expect(new Set(forecastVariance(fit, 20).variances).size).toBe(1);
    expect(unconditionalVariance(fit)).toMatchObject({ reason: expect.stringContaining("no unconditional") });
  });
});

// Box.test(…, 10, "Ljung") of R on the residuals of fGarch's fit.
it("tests residuals as R does, and finds the clusters that a fit takes away", () => {
  const { residuals } = fitted("garch");
  expect(defined(ljungBox(residuals)).statistic).toBeCloseTo(12.61986599, 4);
  expect(defined(ljungBox(residuals.map(z => z * z))).statistic).toBeCloseTo(2.767411952, 4);
  expect(defined(archTest(residuals)).pValue).toBeGreaterThan(0.5);
  expect(defined(archTest(percent)).pValue).toBeLessThan(0.05);
  expect(() => ljungBox(residuals, { lags: 0 })).toThrow(/0 lags/);
});
