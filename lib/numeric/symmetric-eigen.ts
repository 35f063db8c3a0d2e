import type { SquareMatrix } from "./matrix.js";

/** The spectrum of a symmetric matrix, A = V·diag(values)·Vᵀ. */
export interface SymmetricEigen {
  /** Largest first. */
  readonly values: Float64Array;
  /** Orthonormal; `vectors[k]` belongs to `values[k]`, and its largest component is positive. */
  readonly vectors: readonly Float64Array[];
}

const MOST_SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's cyclic rotations, which find small eigenvalues of a
 * positive definite matrix to high relative accuracy. Only the lower triangle is read.
 * @see Golub & Van Loan, Matrix Computations, 4th ed., section 8.5; Demmel & Veselić (1992), SIAM J. Matrix Anal. 13(4)
 */
export function symmetricEigen({ size, values }: SquareMatrix): SymmetricEigen {
  const a = Float64Array.from(values, (_, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    return row >= column ? values[at]! : values[column * size + row]!;
  });
  const vectors = Array.from({ length: size }, (_, k) => {
    const unit = new Float64Array(size);
    unit[k] = 1;
    return unit;
  });
  for (let sweep = 0; sweep < MOST_SWEEPS && rotateAll(a, vectors, size); sweep++);
  const order = Array.from({ length: size }, (_, k) => k).sort((i, j) => a[j * size + j]! - a[i * size + i]!);
  return {
    values: Float64Array.from(order, k => a[k * size + k]!),
    vectors: order.map(k => withSign(vectors[k]!)),
  };
}

/** One sweep over all pairs; says whether anything was left to rotate. */
function rotateAll(a: Float64Array, vectors: readonly Float64Array[], size: number): boolean {
  let rotated = false;
  for (let p = 0; p < size; p++) {
    for (let q = p + 1; q < size; q++) {
      const off = a[p * size + q]!;
      const scale = Math.sqrt(Math.abs(a[p * size + p]! * a[q * size + q]!));
      const floor = Number.EPSILON * (scale > 0 ? scale : Math.abs(a[p * size + p]! + a[q * size + q]!));
      if (Math.abs(off) <= floor) continue;
      rotated = true;
      rotate(a, vectors, size, p, q);
    }
  }
  return rotated;
}

/** The rotation that makes a[p, q] zero (Golub & Van Loan, algorithm 8.5.1). */
function rotate(a: Float64Array, vectors: readonly Float64Array[], size: number, p: number, q: number): void {
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * a[p * size + q]!);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(1, theta));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  const off = a[p * size + q]!;
  a[p * size + p]! -= t * off;
  a[q * size + q]! += t * off;
  a[p * size + q] = a[q * size + p] = 0;
  const [vp, vq] = [vectors[p]!, vectors[q]!];
  for (let k = 0; k < size; k++) {
    const [x, y] = [vp[k]!, vq[k]!];
    vp[k] = c * x - s * y;
    vq[k] = s * x + c * y;
    if (k === p || k === q) continue;
    const [kp, kq] = [a[p * size + k]!, a[q * size + k]!];
    a[p * size + k] = a[k * size + p] = c * kp - s * kq;
    a[q * size + k] = a[k * size + q] = s * kp + c * kq;
  }
}

function withSign(vector: Float64Array): Float64Array {
  const largest = vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) + 1e-12 ? value : most), 0);
  return largest < 0 ? vector.map(value => -value) : vector;
}
