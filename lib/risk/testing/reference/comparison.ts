/** A reference value beside ours; null on either side is "undefined". */
export interface Comparison {
  readonly of: string;
  readonly expected: number | string | null;
  readonly found: number | string | null;
  /** Relative; 1e-10 unless given. */
  readonly tolerance?: number;
}

/** Whether ours is the reference value: the same text or absence, or a number within the tolerance. */
export function isWithin({ expected, found, tolerance = 1e-10 }: Comparison): boolean {
  if (typeof expected !== "number" || typeof found !== "number") return expected === found;
  return Math.abs(found - expected) <= tolerance * Math.abs(expected);
}

/** A sentence for each that is outside. */
export function outside(comparisons: readonly Comparison[]): string[] {
  return comparisons
    .filter(comparison => !isWithin(comparison))
    .map(({ of, expected, found }) => `${of}: expected ${expected}, found ${found}`);
}
