/** A sorted copy, smallest first; −0 before 0, NaN last. */
export function sorted(values: Float64Array): Float64Array {
  return values.slice().sort();
}

/** Indices that put the values in ascending order; equal values keep their order. */
export function sortedOrder(values: Float64Array): Uint32Array {
  const order = Uint32Array.from({ length: values.length }, (_, index) => index);
  return order.sort((a, b) => values[a]! - values[b]! || a - b);
}

/**
 * Number of elements of a sorted array that are smaller than `value`: where it would be inserted to stay sorted.
 * @param length how much of the array counts, from its start
 */
export function lowerBound(sortedValues: Float64Array, value: number, length: number = sortedValues.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sortedValues[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
