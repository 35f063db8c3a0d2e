import type { ErrorLaw } from "./error-law.js";

/**
 * How the variance of one day follows from the day before, with its derivatives. Parameters come in the order of `names`;
 * the degrees of freedom of a t distribution, where there are any, stand behind them.
 */
export interface VarianceRecursion {
  /** As R's packages call them; `mu` is first where the mean is estimated. */
  readonly names: readonly string[];
  /** Codes from which the search begins, for a series of deviation 1. */
  readonly starts: readonly (readonly number[])[];
  /** Writes parameters within their bounds as smooth functions of any numbers. */
  decode(code: Float64Array, parameters: Float64Array): void;
  /** Turns the gradient by parameters into that by codes. */
  chain(parameters: Float64Array, gradient: Float64Array): void;
  /** Turns parameters of a series of deviation 1 into those of the same series times `unit`. */
  rescale(parameters: Float64Array, unit: number): void;
  /** Parameters that lie at their bounds, by name; a sum such as `alpha1 + beta1` where it is the sum that does. */
  bounds(parameters: Float64Array): readonly string[];
  /** The variance expected of the first observation; writes its derivatives by every parameter. */
  first(parameters: Float64Array, values: Float64Array, law: ErrorLaw, slopes: Float64Array): number;
  /** The variance expected of the next observation; `slopes` holds the derivatives of this one's and takes the next one's. */
  next(parameters: Float64Array, residual: number, variance: number, law: ErrorLaw, slopes: Float64Array): number;
}

/** α + β stays below this, so that there is an unconditional variance. */
export const MOST_PERSISTENCE = 0.9999;

/** A parameter is at its bound when it comes this close. */
export const AT_BOUND = 1e-6;

/** The names of those that are true. */
export function namesOf(at: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(at).filter(name => at[name]);
}

/** Mean squared residual about `mean`, and its derivative by the mean: the variance from which a recursion starts. */
export function meanSquare(values: Float64Array, mean: number): { square: number; slope: number } {
  let [square, slope] = [0, 0];
  for (const value of values) {
    const residual = value - mean;
    square += residual * residual;
    slope -= 2 * residual;
  }
  return { square: square / values.length, slope: slope / values.length };
}
