const SLACK = 1e-9;

/**
 * n·α, snapped to the whole number it stands for where floating point missed it by rounding:
 * (1 − 0.95) · 1000 is 50, not 50.00000000000004.
 */
export function expectedCount(n: number, alpha: number): number {
  const exact = n * alpha;
  const whole = Math.round(exact);
  return Math.abs(exact - whole) <= SLACK * Math.max(1, exact) ? whole : exact;
}

/**
 * Rank ⌈nα⌉ of the lower order statistic at probability α, counted from 1 and safe from float error.
 * @param n number of observations, at least 1
 * @param alpha probability in the lower tail, 0 < α ≤ 1
 */
export function orderRank(n: number, alpha: number): number {
  return Math.min(n, Math.max(1, Math.ceil(expectedCount(n, alpha))));
}

/** The lower-tail probability 1 − confidence without the noise of the subtraction: 0.95 gives 0.05, 0.975 gives 0.025. */
export function tailProbability(confidence: number): number {
  return Number((1 - confidence).toFixed(12));
}
