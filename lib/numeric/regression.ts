import { type CrossMoments, correlationOf, crossMoments } from "./correlation.js";
import { isRoundingNoise } from "./moments.js";

/** Least-squares line y = intercept + slope·x. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
  /** Share of the variance of y that the line explains; NaN where y is constant. */
  readonly rSquared: number;
}

/**
 * Ordinary least squares of y on one variable x.
 * @param x the explaining variable; @param y the explained one, of the same length
 * @returns all NaN where x is constant
 */
export function linearRegression(x: Float64Array, y: Float64Array): Line {
  return lineOf(crossMoments(x, y));
}

/** The line from moments that are there already. */
export function lineOf(moments: CrossMoments): Line {
  if (isRoundingNoise(Math.sqrt(moments.varianceX), moments.meanX)) {
    return { slope: Number.NaN, intercept: Number.NaN, rSquared: Number.NaN };
  }
  const slope = moments.covariance / moments.varianceX;
  return { slope, intercept: moments.meanY - slope * moments.meanX, rSquared: correlationOf(moments) ** 2 };
}
