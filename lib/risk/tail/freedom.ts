/** More degrees of freedom than these cannot be told from a normal distribution. */
export const MOST_FREEDOM = 1000;

/** Degrees of freedom of a t distribution, between 2 and 1000, as a smooth function of any number; 0 gives about 6. */
export function freedomOf(code: number): number {
  return 2 + (MOST_FREEDOM - 2) / (1 + ((MOST_FREEDOM - 2) / 4) * Math.exp(-code));
}

/** The derivative of `freedomOf` where it has the value `freedom`. */
export function freedomSlope(freedom: number): number {
  return (freedom - 2) * (1 - (freedom - 2) / (MOST_FREEDOM - 2));
}
