/** A square matrix of `size` rows, row after row. */
export interface SquareMatrix {
  readonly size: number;
  readonly values: Float64Array;
}

/**
 * The lower triangle L of a symmetric positive definite matrix, A = L·Lᵀ.
 * @returns null where the matrix is not positive definite to working precision
 * @see Golub & Van Loan, Matrix Computations, 4th ed., algorithm 4.2.1
 */
export function cholesky({ size, values }: SquareMatrix): SquareMatrix | null {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let total = values[row * size + column]!;
      for (let k = 0; k < column; k++) total -= lower[row * size + k]! * lower[column * size + k]!;
      if (row > column) {
        lower[row * size + column] = total / lower[column * size + column]!;
        continue;
      }
      const scale = Math.abs(values[row * size + row]!);
      if (!(total > size * Number.EPSILON * scale)) return null;
      lower[row * size + row] = Math.sqrt(total);
    }
  }
  return { size, values: lower };
}

/** Solves A·x = b, where `lower` is the Cholesky triangle of A. */
export function choleskySolve(lower: SquareMatrix, b: Float64Array): Float64Array {
  return backwardSolve(lower, forwardSolve(lower, b));
}

/** Solves L·x = b for a lower triangle. */
export function forwardSolve({ size, values }: SquareMatrix, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) x[row]! -= values[row * size + k]! * x[k]!;
    x[row]! /= values[row * size + row]!;
  }
  return x;
}

/** Solves Lᵀ·x = b for a lower triangle. */
export function backwardSolve({ size, values }: SquareMatrix, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) x[row]! -= values[k * size + row]! * x[k]!;
    x[row]! /= values[row * size + row]!;
  }
  return x;
}

/** A·x. */
export function multiply({ size, values }: SquareMatrix, x: Float64Array): Float64Array {
  const product = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) product[row]! += values[row * size + column]! * x[column]!;
  }
  return product;
}

/** The inverse of a symmetric positive definite matrix from its Cholesky triangle. */
export function choleskyInverse(lower: SquareMatrix): SquareMatrix {
  const { size } = lower;
  const values = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    const solved = choleskySolve(lower, unit);
    for (let row = 0; row < size; row++) values[row * size + column] = solved[row]!;
  }
  return { size, values };
}
