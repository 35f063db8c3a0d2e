/** Index of the first NaN or infinite value, or −1 when all are finite. */
export function firstNonFinite(values: ArrayLike<number>): number {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return i;
  }
  return -1;
}

/**
 * A Float64Array of the values: the same object when it is one already, otherwise a copy.
 * @param values numbers, in order
 */
export function float64(values: ArrayLike<number>): Float64Array {
  return values instanceof Float64Array ? values : Float64Array.from(values);
}
