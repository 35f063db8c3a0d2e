import type { CatalogueEntry } from "../definition.js";
import { AT_BOUND, namesOf, type VarianceRecursion } from "./recursion.js";

/** Observations from which the first variance is taken. */
export const EWMA_WARM_UP = 20;

/**
 * Exponential weighting: σ²(t+1) = λ·σ²(t) + (1 − λ)·x²(t), mean zero, from the mean square of the first 20 observations.
 * 0 < λ < 1. The variance has no level to return to.
 * @see J.P. Morgan/Reuters (1996), RiskMetrics Technical Document, 4th ed., section 5.2
 */
export class EwmaRecursion implements VarianceRecursion {
  readonly names: readonly string[] = ["lambda"];
  readonly starts: readonly (readonly number[])[] = [[Math.log(0.94 / 0.06)]];

  decode(code: Float64Array, parameters: Float64Array): void {
    parameters[0] = 1 / (1 + Math.exp(-code[0]!));
  }

  chain(parameters: Float64Array, gradient: Float64Array): void {
    gradient[0]! *= parameters[0]! * (1 - parameters[0]!);
  }

  rescale(): void {}

  bounds(parameters: Float64Array): readonly string[] {
    return namesOf({ lambda: Math.min(parameters[0]!, 1 - parameters[0]!) < AT_BOUND });
  }

  first(_: Float64Array, values: Float64Array, __: unknown, slopes: Float64Array): number {
    slopes[0] = 0;
    return ewmaStart(values);
  }

  next(parameters: Float64Array, residual: number, variance: number, _: unknown, slopes: Float64Array): number {
    const lambda = parameters[0]!;
    const square = residual * residual;
    slopes[0] = lambda * slopes[0]! + variance - square;
    return lambda * variance + (1 - lambda) * square;
  }
}

function ewmaStart(values: Float64Array): number {
  const warm = Math.min(EWMA_WARM_UP, values.length);
  let start = 0;
  for (let i = 0; i < warm; i++) start += values[i]! ** 2 / warm;
  return start;
}

/**
 * Variances by exponential weighting: element i is the forecast for observation i from those before it, element n the one
 * for the period to come.
 * @param lambda decay by period, between 0 and 1
 */
export function ewmaVariances(values: Float64Array, lambda: number): Float64Array {
  const variances = new Float64Array(values.length + 1);
  variances[0] = ewmaStart(values);
  for (let i = 0; i < values.length; i++) variances[i + 1] = lambda * variances[i]! + (1 - lambda) * values[i]! ** 2;
  return variances;
}

/** What the catalogue says of exponential weighting. */
export const ewmaEntry: CatalogueEntry = {
  id: "ewma_volatility",
  label: "EWMA",
  unit: "variance",
  definition:
    "σ²(t+1) = λ·σ²(t) + (1 − λ)·x²(t), mean zero, from the mean square of the first 20 observations; λ given or by maximum likelihood",
  source: "J.P. Morgan/Reuters (1996), RiskMetrics Technical Document, 4th ed., section 5.2",
  recommended: true,
};
