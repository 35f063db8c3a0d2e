/** Terms after which a continued fraction or a series is taken as it is. */
export const MOST_TERMS = 10_000;

/** Stands in for zero, by which Lentz's method would divide. */
export const TINY = 1e-300;

/**
 * A denominator of Lentz's method that can be divided by.
 * @see Press et al., Numerical Recipes, 3rd ed., section 5.2
 */
export function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
