/**
 * Sum of all values in index order by Neumaier's compensated summation, so that the result does not depend on how long
 * the series is or how it cancels.
 * @returns 0 for an empty array
 * @see Neumaier (1974), ZAMM 54, 39–51
 */
export function sum(values: Float64Array): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** Running sums in index order: element i is the sum of the first i + 1 values. */
export function cumulativeSum(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    total += values[i]!;
    sums[i] = total;
  }
  return sums;
}
