import { erfc } from "./erfc.js";

/**
 * Probability that a χ² variable with one degree of freedom exceeds `x`: the p-value of a likelihood-ratio test of one
 * restriction. It is that of a standard normal beyond ±√x.
 * @param x the statistic, at least 0
 */
export function chiSquaredOneTail(x: number): number {
  return erfc(Math.sqrt(Math.max(0, x) / 2));
}
