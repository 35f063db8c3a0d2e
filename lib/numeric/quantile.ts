import { expectedCount } from "./rank.js";
import { selectInPlace } from "./select.js";

/** Hyndman and Fan's nine definitions of a sample quantile; 1 is the order statistic ⌈np⌉, 7 the default of numpy and R. */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** Where a quantile lies: between the order statistics `rank` and `rank` + 1 (from 1), at `weight` of the way. */
interface Position {
  readonly rank: number;
  readonly weight: number;
}

/**
 * Quantile of an unsorted series by selection, without changing it.
 * @param values the observations, all finite
 * @param p probability, 0 ≤ p ≤ 1
 * @param type which of the nine definitions
 * @returns NaN for an empty series
 * @see Hyndman & Fan (1996), The American Statistician 50(4), 361–365
 */
export function quantile(values: Float64Array, p: number, type: QuantileType = 7): number {
  const n = values.length;
  if (n === 0) return Number.NaN;
  const { rank, weight } = position(n, p, type);
  const scratch = values.slice();
  const lower = selectInPlace(scratch, clampIndex(rank, n));
  if (weight === 0 || rank < 1 || rank >= n) return lower;
  let upper = scratch[rank]!;
  for (let i = rank + 1; i < n; i++) if (scratch[i]! < upper) upper = scratch[i]!;
  return interpolate(lower, upper, weight);
}

/** Quantile of a series that is sorted already; otherwise as `quantile`. */
export function quantileSorted(sortedValues: Float64Array, p: number, type: QuantileType = 7): number {
  const n = sortedValues.length;
  if (n === 0) return Number.NaN;
  const { rank, weight } = position(n, p, type);
  const lower = sortedValues[clampIndex(rank, n)]!;
  return weight === 0 ? lower : interpolate(lower, sortedValues[clampIndex(rank + 1, n)]!, weight);
}

function clampIndex(rank: number, n: number): number {
  return Math.min(n, Math.max(1, rank)) - 1;
}

function interpolate(lower: number, upper: number, weight: number): number {
  return weight === 1 ? upper : lower + (upper - lower) * weight;
}

function position(n: number, p: number, type: QuantileType): Position {
  if (type !== 1 && type !== 2 && type !== 3) return split(continuousRank(n, p, type));
  const { rank, weight } = split(expectedCount(n, p) - (type === 3 ? 0.5 : 0));
  if (weight > 0) return { rank, weight: 1 };
  if (type === 1) return { rank, weight: 0 };
  if (type === 2) return { rank, weight: 0.5 };
  return { rank, weight: rank % 2 === 0 ? 0 : 1 };
}

/** The real-valued rank of the continuous types: n·p + a + p·(1 − a − b) in Hyndman and Fan's notation. */
function continuousRank(n: number, p: number, type: Exclude<QuantileType, 1 | 2 | 3>): number {
  if (type === 4) return n * p;
  if (type === 5) return n * p + 0.5;
  if (type === 6) return (n + 1) * p;
  if (type === 7) return (n - 1) * p + 1;
  if (type === 8) return (n + 1 / 3) * p + 1 / 3;
  return (n + 0.25) * p + 0.375;
}

function split(rank: number): Position {
  const whole = Math.floor(rank + 4 * Number.EPSILON * Math.max(1, Math.abs(rank)));
  return { rank: whole, weight: Math.max(0, rank - whole) };
}
