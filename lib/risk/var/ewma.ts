import { normalPdf, normalQuantile } from "../../numeric/index.js";
import { tooFew, Undefined } from "../figure.js";
import { tailOf } from "../tail/level.js";
import { requireDecay } from "./age-weighted.js";
import type { VarModel } from "./model.js";

/** Days from which the first variance of the recursion is taken. */
const WARM_UP = 20;

/**
 * Variances by exponential weighting: element i is the forecast for observation i from those before it, element n the one
 * for the period to come. The first is the mean square of the first 20 observations. The mean is taken as zero.
 * @see J.P. Morgan/Reuters (1996), RiskMetrics Technical Document, 4th ed., section 5.2
 */
export function ewmaVariances(values: Float64Array, lambda: number): Float64Array {
  const variances = new Float64Array(values.length + 1);
  const warm = Math.min(WARM_UP, values.length);
  let start = 0;
  for (let i = 0; i < warm; i++) start += values[i]! ** 2 / warm;
  variances[0] = start;
  for (let i = 0; i < values.length; i++) variances[i + 1] = lambda * variances[i]! + (1 - lambda) * values[i]! ** 2;
  return variances;
}

/**
 * RiskMetrics: a normal distribution of mean zero with an exponentially weighted variance.
 * @param lambda decay by period: 0.94 for days, 0.97 for months
 * @throws `BAD_DECAY`
 */
export function ewmaModel({ lambda = 0.94 }: { lambda?: number } = {}): VarModel {
  requireDecay(lambda);
  return {
    id: "ewma",
    label: "EWMA normal",
    definition: `−z·σ with σ² = ${lambda}·σ² + ${(1 - lambda).toFixed(4)}·x² from day to day, mean zero, normal; first variance of the window's first ${WARM_UP} days`,
    source: "J.P. Morgan/Reuters (1996), RiskMetrics Technical Document, 4th ed., section 5.2",
    coherentTail: true,
    forecast(past, confidence) {
      const few = tooFew(past.length, WARM_UP);
      if (few) return few;
      const deviation = Math.sqrt(ewmaVariances(past, lambda).at(-1)!);
      if (deviation === 0) return new Undefined("every observation is zero");
      const alpha = tailOf(confidence);
      const z = normalQuantile(alpha);
      return { var: -z * deviation, es: (normalPdf(z) / alpha) * deviation };
    },
  };
}
