const GOLDEN = (3 - Math.sqrt(5)) / 2;

/**
 * Minimum of a function of one variable that has a single minimum on [low, high], by golden-section search.
 * @param options.tolerance width of the final bracket; below √ε of the scale it buys nothing
 * @returns the argument and the value there
 * @see Kiefer (1953), Proceedings of the AMS 4, 502–506
 */
export function minimise(
  f: (x: number) => number,
  low: number,
  high: number,
  options: { tolerance?: number } = {},
): { readonly argument: number; readonly value: number } {
  const tolerance = options.tolerance ?? 1e-9;
  let [a, b] = [low, high];
  let left = a + GOLDEN * (b - a);
  let right = b - GOLDEN * (b - a);
  let [fLeft, fRight] = [f(left), f(right)];
  while (b - a > tolerance) {
    if (fLeft <= fRight) {
      [b, right, fRight] = [right, left, fLeft];
      left = a + GOLDEN * (b - a);
      fLeft = f(left);
    } else {
      [a, left, fLeft] = [left, right, fRight];
      right = b - GOLDEN * (b - a);
      fRight = f(right);
    }
  }
  return fLeft <= fRight ? { argument: left, value: fLeft } : { argument: right, value: fRight };
}
