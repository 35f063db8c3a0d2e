import { incompleteBeta } from "./beta.js";
import { logGamma } from "./gamma.js";
import { normalQuantile } from "./normal.js";

/** Logarithm of the density of Student's t distribution with `freedom` degrees of freedom, not scaled to unit variance. */
export function logStudentPdf(x: number, freedom: number): number {
  return (
    logGamma((freedom + 1) / 2) -
    logGamma(freedom / 2) -
    0.5 * Math.log(freedom * Math.PI) -
    ((freedom + 1) / 2) * Math.log1p((x * x) / freedom)
  );
}

/** Probability that a t variable is at most `x`. */
export function studentCdf(x: number, freedom: number): number {
  const square = x * x;
  const tail =
    square < freedom
      ? 0.5 - 0.5 * incompleteBeta(square / (freedom + square), 0.5, freedom / 2)
      : 0.5 * incompleteBeta(freedom / (freedom + square), freedom / 2, 0.5);
  return x > 0 ? 1 - tail : tail;
}

/**
 * The value that a t variable stays below with probability `p`: Hill's start, then Newton steps on the tail probability.
 * @returns NaN unless 0 < p < 1 and freedom > 0
 * @see Hill (1970), Communications of the ACM 13(10), algorithm 396
 */
export function studentQuantile(p: number, freedom: number): number {
  if (!(p > 0 && p < 1 && freedom > 0)) return Number.NaN;
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  let size = startOf(tail, freedom);
  for (let step = 0; step < 60; step++) {
    const excess = studentCdf(-size, freedom) - tail;
    // Newton on the logarithm of the tail: far out the tail is a power and a plain step overshoots.
    const moved = size * Math.exp(excess / Math.exp(logStudentPdf(size, freedom)) / size);
    const done = Math.abs(moved - size) <= 4 * Number.EPSILON * size;
    size = moved;
    if (done) break;
  }
  return p < 0.5 ? -size : size;
}

function startOf(tail: number, freedom: number): number {
  const power = Math.exp((-Math.log(tail) - Math.log(freedom)) / freedom) * Math.sqrt(freedom);
  const z = -normalQuantile(tail);
  const bent = z + (z ** 3 + z) / (4 * freedom);
  return freedom < 3 ? Math.max(power, bent, 1e-8) : Math.max(bent, 1e-8);
}
