import { sum } from "./sum.js";

/** Population moments about the mean: `m2` is the variance with n in the denominator. All NaN for an empty series. */
export interface CentralMoments {
  readonly n: number;
  readonly mean: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
}

/** Arithmetic mean; NaN for an empty series. */
export function mean(values: Float64Array): number {
  return sum(values) / values.length;
}

/**
 * The second, third and fourth central moment in one pass after the mean (the two-pass form, which does not cancel).
 * @param knownMean the mean, where the caller has it already
 */
export function centralMoments(values: Float64Array, knownMean: number = mean(values)): CentralMoments {
  const n = values.length;
  let squares = 0;
  let cubes = 0;
  let fourths = 0;
  for (let i = 0; i < n; i++) {
    const deviation = values[i]! - knownMean;
    const square = deviation * deviation;
    squares += square;
    cubes += square * deviation;
    fourths += square * square;
  }
  return { n, mean: knownMean, m2: squares / n, m3: cubes / n, m4: fourths / n };
}

/**
 * Variance about the mean.
 * @param options.ddof what is taken off n in the denominator: 1 (the default) for the sample, 0 for the population
 * @returns NaN where n ≤ ddof
 */
export function variance(values: Float64Array, options: { ddof?: 0 | 1 } = {}): number {
  const denominator = values.length - (options.ddof ?? 1);
  if (denominator <= 0) return Number.NaN;
  return (centralMoments(values).m2 * values.length) / denominator;
}

/** Square root of the variance, with the same options. */
export function standardDeviation(values: Float64Array, options: { ddof?: 0 | 1 } = {}): number {
  return Math.sqrt(variance(values, options));
}

/**
 * Says whether a deviation is nothing but rounding of the mean, so that the series is constant for every purpose.
 * Twenty times 0.001 has a computed deviation of 2e-19, and a ratio over that would be 1e16.
 */
export function isRoundingNoise(deviation: number, mean: number): boolean {
  return deviation <= 8 * Number.EPSILON * Math.abs(mean);
}
