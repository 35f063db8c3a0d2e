/**
 * Rearranges `values` so that the element of zero-based rank `k` stands at index k, with nothing larger before it and
 * nothing smaller behind it. Expected O(n); the pivots are medians of three, so sorted input is no trap.
 * @returns the selected element
 * @see Hoare (1961), Algorithm 65: FIND
 */
export function selectInPlace(
  values: Float64Array,
  k: number,
  low: number = 0,
  high: number = values.length - 1,
): number {
  let left = low;
  let right = high;
  while (left < right) {
    const pivot = medianOfThree(values[left]!, values[(left + right) >>> 1]!, values[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (pivot < values[j]!) j--;
      if (i <= j) {
        const swapped = values[i]!;
        values[i++] = values[j]!;
        values[j--] = swapped;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k]!;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
