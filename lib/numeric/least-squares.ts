import { cholesky, choleskyInverse, choleskySolve, type SquareMatrix } from "./matrix.js";
import { dot } from "./vector.js";

/** A linear regression y = X·b + e by ordinary least squares. */
export interface LeastSquares {
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
  /** (XᵀX)⁻¹, from which standard errors are made. */
  readonly inverse: SquareMatrix;
  /** Share of the variance of y about its mean that is explained; NaN where y is constant. */
  readonly rSquared: number;
}

/**
 * Ordinary least squares on several regressors, by the normal equations.
 * @param columns the regressors, each as long as `y`; the constant is a column of ones
 * @returns null where the regressors are linearly dependent
 */
export function leastSquares(columns: readonly Float64Array[], y: Float64Array): LeastSquares | null {
  const size = columns.length;
  const gram = new Float64Array(size * size);
  const moments = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    moments[i] = dot(columns[i]!, y);
    for (let j = 0; j <= i; j++) gram[i * size + j] = gram[j * size + i] = dot(columns[i]!, columns[j]!);
  }
  const lower = cholesky({ size, values: gram });
  if (lower === null) return null;
  const coefficients = choleskySolve(lower, moments);
  const residuals = y.slice();
  for (let i = 0; i < size; i++)
    for (let row = 0; row < y.length; row++) residuals[row]! -= coefficients[i]! * columns[i]![row]!;
  return {
    coefficients,
    residuals,
    inverse: choleskyInverse(lower),
    rSquared: 1 - dot(residuals, residuals) / aboutMean(y),
  };
}

function aboutMean(y: Float64Array): number {
  let total = 0;
  for (const value of y) total += value;
  const mean = total / y.length;
  let squares = 0;
  for (const value of y) squares += (value - mean) ** 2;
  return squares;
}
