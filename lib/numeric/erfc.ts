// Coefficients of Cody's rational Chebyshev approximations, highest common factor of the numerator last.
const CENTRE_P = [3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694] as const;
const CENTRE_P_LEAD = 0.18577770618460315;
const CENTRE_Q = [23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171] as const;
const MIDDLE_P = [
  0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769, 1712.0476126340707,
  2051.0783778260716, 1230.3393547979972,
] as const;
const MIDDLE_P_LEAD = 2.1531153547440383e-8;
const MIDDLE_Q = [
  15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597, 4362.619090143247,
  3439.3676741437216, 1230.3393548037495,
] as const;
const TAIL_P = [
  0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275, 0.0006587491615298378,
] as const;
const TAIL_P_LEAD = 0.016315387137302097;
const TAIL_Q = [
  2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918,
] as const;
const INVERSE_ROOT_PI = 0.5641895835477563;

/**
 * Complementary error function, 2/√π ∫ₓ^∞ exp(−t²) dt, to about one unit in the last place, also far in the tail.
 * @see Cody (1969), Mathematics of Computation 23, 631–637
 */
export function erfc(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.46875) return 1 - centre(x);
  const upper = size <= 4 ? middle(size) : tail(size);
  return x < 0 ? 2 - upper : upper;
}

function centre(x: number): number {
  const square = x * x;
  return x * rational(square, CENTRE_P_LEAD, CENTRE_P, CENTRE_Q);
}

function middle(x: number): number {
  return expMinusSquare(x) * rational(x, MIDDLE_P_LEAD, MIDDLE_P, MIDDLE_Q);
}

function tail(x: number): number {
  if (x > 26.6) return 0;
  const inverseSquare = 1 / (x * x);
  const correction = inverseSquare * rational(inverseSquare, TAIL_P_LEAD, TAIL_P, TAIL_Q);
  return (expMinusSquare(x) * (INVERSE_ROOT_PI - correction)) / x;
}

/** lead·xᵏ + p₀·xᵏ⁻¹ + … over xᵏ + q₀·xᵏ⁻¹ + …, by Horner's rule. */
function rational(x: number, lead: number, p: readonly number[], q: readonly number[]): number {
  let numerator = lead * x;
  let denominator = x;
  const last = p.length - 1;
  for (let i = 0; i < last; i++) {
    numerator = (numerator + p[i]!) * x;
    denominator = (denominator + q[i]!) * x;
  }
  return (numerator + p[last]!) / (denominator + q[last]!);
}

/** exp(−x²) with the square split in two, because rounding x² first would cost digits in the tail. */
function expMinusSquare(x: number): number {
  const head = Math.trunc(x * 16) / 16;
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
}
