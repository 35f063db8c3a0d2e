import { chiSquaredTail, leastSquares } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, tooFew, Undefined } from "../figure.js";
import { tailOf } from "../tail/level.js";
import type { TestResult } from "./test-result.js";

/**
 * Engle and Manganelli's dynamic quantile test: demeaned hits are regressed on a constant, their own lags and the VaR of the
 * period; under a right model nothing explains them. The statistic is b′X′X b/(α(1−α)).
 * @param hits 1 where the loss was greater than the VaR, else 0; in time order
 * @param values the VaR of each period
 * @param options.lags of the hits, 4 unless given
 * @returns undefined where the regressors are dependent, as with no exception or a constant VaR
 * @see Engle & Manganelli (2004), Journal of Business & Economic Statistics 22(4), 367–381
 */
export function dynamicQuantileTest(
  hits: ArrayLike<number>,
  values: ArrayLike<number>,
  options: { confidence: number; lags?: number },
): Figure<TestResult> {
  const { confidence, lags = 4 } = options;
  const alpha = tailOf(confidence);
  const n = hits.length - lags;
  const few = tooFew(hits.length, lags + 20);
  if (few) return few;
  const column = (f: (t: number) => number): Float64Array => Float64Array.from({ length: n }, (_, i) => f(i + lags));
  // A VaR in money beside hits of 0 and 1 would look dependent to the factorisation: it goes in units of its mean.
  const scale = column(t => Math.abs(values[t]!)).reduce((total, value) => total + value, 0) / n || 1;
  const regressors = [
    column(() => 1),
    ...Array.from({ length: lags }, (_, lag) => column(t => hits[t - lag - 1]! - alpha)),
    column(t => values[t]! / scale),
  ];
  const fit = leastSquares(
    regressors,
    column(t => hits[t]! - alpha),
  );
  if (fit === null) return new Undefined("the hits, their lags and the VaR are linearly dependent");
  let explained = 0;
  for (let t = 0; t < n; t++) explained += (hits[t + lags]! - alpha - fit.residuals[t]!) ** 2;
  const statistic = explained / (alpha * (1 - alpha));
  const freedom = regressors.length;
  return { statistic, pValue: chiSquaredTail(statistic, freedom), freedom };
}

export const dynamicQuantileEntry: CatalogueEntry = {
  id: "dynamic_quantile",
  label: "Dynamic quantile: nothing foretells a hit",
  unit: "χ²(6), p-value",
  definition: "hits less α regressed on a constant, four lags and the VaR: b′X′Xb/(α(1−α))",
  source: "Engle & Manganelli (2004), Journal of Business & Economic Statistics 22(4), 367–381",
  recommended: true,
};
