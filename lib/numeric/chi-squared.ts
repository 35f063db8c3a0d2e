import { erfc } from "./erfc.js";
import { upperGamma } from "./gamma.js";

/**
 * Probability that a χ² variable with one degree of freedom exceeds `x`: the p-value of a likelihood-ratio test of one
 * restriction. It is that of a standard normal beyond ±√x.
 * @param x the statistic, at least 0
 */
export function chiSquaredOneTail(x: number): number {
  return erfc(Math.sqrt(Math.max(0, x) / 2));
}

/**
 * Probability that a χ² variable with `freedom` degrees of freedom exceeds `x`.
 * @param x the statistic, at least 0
 */
export function chiSquaredTail(x: number, freedom: number): number {
  return upperGamma(freedom / 2, Math.max(0, x) / 2);
}
