import { MOST_TERMS, nonZero, TINY } from "./lentz.js";

// Lanczos's coefficients for g = 607/128 as computed by P. Godfrey (2001): relative error under 1e-15.
const G = 4.7421875;
const LANCZOS = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125, -0.00021026444172410488,
  0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5, -2.6190838401581408e-5, 3.6899182659531625e-6,
] as const;
const LOG_ROOT_TWO_PI = 0.9189385332046728;

/**
 * Logarithm of the gamma function of a positive number.
 * @see Lanczos (1964), SIAM Journal on Numerical Analysis B 1, 86–96
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let series = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i++) series += LANCZOS[i]! / (x + i - 1);
  const t = x + G - 0.5;
  return (x - 0.5) * Math.log(t) - t + LOG_ROOT_TWO_PI + Math.log(series);
}

/**
 * Regularised upper incomplete gamma function Q(a, x): the probability that a gamma variable of shape a exceeds x. By its
 * series below a + 1, by Lentz's continued fraction above.
 * @returns NaN unless a > 0 and x ≥ 0
 * @see Press et al., Numerical Recipes, 3rd ed., section 6.2
 */
export function upperGamma(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) return Number.NaN;
  if (x === 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * lowerSeries(a, x) : front * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let total = term;
  for (let i = 1; i < MOST_TERMS && Math.abs(term) > Math.abs(total) * Number.EPSILON; i++) {
    term *= x / (a + i);
    total += term;
  }
  return total;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < MOST_TERMS; i++) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / nonZero(numerator * d + b);
    c = nonZero(b + numerator / c);
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < Number.EPSILON) break;
  }
  return fraction;
}

/**
 * Derivative of the logarithm of the gamma function at a positive number, by recurrence and its asymptotic series.
 * @see Abramowitz & Stegun, 6.3.5 and 6.3.18
 */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let shift = 0;
  let y = x;
  for (; y < 10; y++) shift -= 1 / y;
  const z = 1 / (y * y);
  const series = z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132 - (z * 691) / 32_760)))));
  return shift + Math.log(y) - 0.5 / y - series;
}
