import { isRoundingNoise, mean } from "./moments.js";

/** Population (co)variances of two series of equal length about their means. */
export interface CrossMoments {
  readonly n: number;
  readonly meanX: number;
  readonly meanY: number;
  readonly varianceX: number;
  readonly varianceY: number;
  readonly covariance: number;
}

/** The joint second moments of two series in one pass after their means. The caller sees to equal lengths. */
export function crossMoments(
  x: Float64Array,
  y: Float64Array,
  meanX: number = mean(x),
  meanY: number = mean(y),
): CrossMoments {
  const n = x.length;
  let sxx = 0;
  let syy = 0;
  let sxy = 0;
  for (let i = 0; i < n; i++) {
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    sxx += dx * dx;
    syy += dy * dy;
    sxy += dx * dy;
  }
  return { n, meanX, meanY, varianceX: sxx / n, varianceY: syy / n, covariance: sxy / n };
}

/**
 * Pearson's correlation, held within [−1, 1] against rounding.
 * @returns NaN where either series is constant
 */
export function correlation(x: Float64Array, y: Float64Array): number {
  return correlationOf(crossMoments(x, y));
}

/** Pearson's correlation from moments that are there already. */
export function correlationOf(moments: CrossMoments): number {
  const deviationX = Math.sqrt(moments.varianceX);
  const deviationY = Math.sqrt(moments.varianceY);
  if (isRoundingNoise(deviationX, moments.meanX) || isRoundingNoise(deviationY, moments.meanY)) return Number.NaN;
  return Math.max(-1, Math.min(1, moments.covariance / (deviationX * deviationY)));
}
