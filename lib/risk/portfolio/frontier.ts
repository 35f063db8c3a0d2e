import { dot } from "../../numeric/index.js";
import type { Covariance } from "./covariance.js";
import { extremeWeights, minimumVariance, type Portfolio, varianceForReturn } from "./mean-variance.js";
import { checkBounds, type WeightBounds } from "./weight-bounds.js";
import { volatilityOf } from "./weights.js";

/**
 * The efficient frontier within bounds: portfolios of least variance from that of least variance of all to that of the
 * largest expected return, at equal steps of expected return. One portfolio where all have the same expected return.
 * @param mean expected return of each by period
 * @param options.points how many portfolios, 2 at least; 25 unless given
 * @throws as `minimumVariance`
 * @see Markowitz (1959), Portfolio Selection: Efficient Diversification of Investments
 */
export function meanVarianceFrontier(
  mean: Float64Array,
  covariance: Covariance,
  options: WeightBounds & { points?: number } = {},
): Portfolio[] {
  const points = Math.max(2, Math.round(options.points ?? 25));
  const bounds = checkBounds(covariance.ids, options);
  const least = minimumVariance(covariance, options);
  const from = dot(mean, least.weights);
  const weights = extremeWeights(mean, bounds);
  const to = dot(mean, weights);
  const first = { ...least, mean: from };
  if (!(to - from > 1e-12 * (Math.abs(to) + Math.abs(from)))) return [first];
  const last = { ids: covariance.ids, weights, volatility: volatilityOf(weights, covariance), mean: to, residual: 0 };
  const between = Array.from({ length: points - 2 }, (_, k) =>
    varianceForReturn(mean, covariance, { ...options, target: from + ((to - from) * (k + 1)) / (points - 1) }),
  );
  return [first, ...between, last];
}
