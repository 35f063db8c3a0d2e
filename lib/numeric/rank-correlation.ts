import { correlation } from "./correlation.js";
import { sortedOrder } from "./sort.js";

/** Ranks from 1; equal values share the mean of theirs. */
export function averageRanks(values: Float64Array): Float64Array {
  const order = sortedOrder(values);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Spearman's rank correlation: Pearson's of the ranks.
 * @returns NaN where either series is constant
 * @see Spearman (1904), American Journal of Psychology 15(1), 72–101
 */
export function spearmanCorrelation(x: Float64Array, y: Float64Array): number {
  return correlation(averageRanks(x), averageRanks(y));
}

/**
 * Kendall's τ-b, which allows for ties, in O(n log n): discordant pairs are the exchanges of a merge sort.
 * @returns NaN where either series is constant
 * @see Knight (1966), Journal of the American Statistical Association 61, 436–439; Kendall (1945), Biometrika 33, 239–251
 */
export function kendallCorrelation(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => x[a]! - x[b]! || y[a]! - y[b]!);
  const alongX = Float64Array.from(order, i => y[i]!);
  const pairs = (n * (n - 1)) / 2;
  const tiedX = tiedPairs(n, i => x[order[i]!] === x[order[i - 1]!]);
  const tiedBoth = tiedPairs(n, i => x[order[i]!] === x[order[i - 1]!] && alongX[i] === alongX[i - 1]);
  const discordant = sortCountingExchanges(alongX);
  const tiedY = tiedPairs(n, i => alongX[i] === alongX[i - 1]);
  if (tiedX === pairs || tiedY === pairs) return Number.NaN;
  const difference = pairs - tiedX - tiedY + tiedBoth - 2 * discordant;
  return difference / Math.sqrt(pairs - tiedX) / Math.sqrt(pairs - tiedY);
}

/** Pairs within runs of equal neighbours. */
function tiedPairs(n: number, sameAsBefore: (i: number) => boolean): number {
  let total = 0;
  let run = 1;
  for (let i = 1; i <= n; i++) {
    if (i < n && sameAsBefore(i)) run++;
    else {
      total += (run * (run - 1)) / 2;
      run = 1;
    }
  }
  return total;
}

/** Sorts in place from the bottom up and counts the pairs that stood in the wrong order. */
function sortCountingExchanges(values: Float64Array): number {
  const n = values.length;
  let from: Float64Array = values;
  let to: Float64Array = new Float64Array(n);
  let exchanges = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      exchanges += merge(from, to, start, Math.min(start + width, n), Math.min(start + 2 * width, n));
    }
    [from, to] = [to, from];
  }
  if (from !== values) values.set(from);
  return exchanges;
}

function merge(from: Float64Array, to: Float64Array, start: number, middle: number, end: number): number {
  let [left, right, exchanges] = [start, middle, 0];
  for (let at = start; at < end; at++) {
    if (left < middle && (right >= end || from[left]! <= from[right]!)) to[at] = from[left++]!;
    else {
      exchanges += middle - left;
      to[at] = from[right++]!;
    }
  }
  return exchanges;
}
