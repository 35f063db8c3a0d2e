import { RiskbookError } from "../../core/index.js";
import { autocovariances, chiSquaredTail, leastSquares } from "../../numeric/index.js";
import type { TestResult } from "../backtest/test-result.js";
import { type Figure, tooFew, Undefined } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";

/**
 * Ljung and Box's test that no autocorrelation up to a lag differs from zero.
 * @param lags such as 10
 * @param estimated parameters fitted to the series' own dynamics, which the degrees of freedom lose
 * @throws `BAD_LAGS`
 * @see Ljung & Box (1978), Biometrika 65, 297–303
 */
export function ljungBox(
  series: Series,
  { lags = 10, estimated = 0 }: { lags?: number; estimated?: number } = {},
): Figure<TestResult> {
  requireLags(lags, estimated);
  const { values, n, mean, isConstant } = sampleOf(series, "series");
  const few = tooFew(n, lags + 2);
  if (few) return few;
  if (isConstant) return new Undefined(`all ${n} observations are the same`);
  const covariances = autocovariances(values, lags, mean);
  let statistic = 0;
  for (let lag = 1; lag <= lags; lag++) statistic += (covariances[lag]! / covariances[0]!) ** 2 / (n - lag);
  statistic *= n * (n + 2);
  return { statistic, pValue: chiSquaredTail(statistic, lags - estimated), freedom: lags - estimated };
}

/**
 * Engle's Lagrange-multiplier test that squares do not foretell squares: (n − lags)·R² of their regression on their own lags.
 * @see Engle (1982), Econometrica 50, 987–1007
 */
export function archTest(series: Series, { lags = 10 }: { lags?: number } = {}): Figure<TestResult> {
  requireLags(lags, 0);
  const { values, n } = sampleOf(series, "series");
  const few = tooFew(n, 2 * lags + 2);
  if (few) return few;
  const squares = values.map(value => value * value);
  const columns = Array.from({ length: lags }, (_, i) => squares.subarray(lags - 1 - i, n - 1 - i));
  const found = leastSquares([new Float64Array(n - lags).fill(1), ...columns], squares.slice(lags));
  if (found === null || Number.isNaN(found.rSquared)) return new Undefined("the squares do not vary");
  const statistic = (n - lags) * found.rSquared;
  return { statistic, pValue: chiSquaredTail(statistic, lags), freedom: lags };
}

function requireLags(lags: number, estimated: number): void {
  if (Number.isInteger(lags) && lags >= 1 && lags > estimated) return;
  throw new RiskbookError(
    "BAD_LAGS",
    `The test had ${lags} lags and ${estimated} estimated parameters; give a whole number of lags above that, such as 10.`,
  );
}
