import { dot, largestMagnitude } from "./vector.js";

/** A function of several variables that writes its gradient into `gradient` and returns its value; Infinity outside its domain. */
export type Differentiable = (x: Float64Array, gradient: Float64Array) => number;

/** Where a search ended. */
export interface Minimum {
  readonly argument: Float64Array;
  readonly value: number;
  /** Largest component of the gradient there, relative to the scale of the value. */
  readonly gradient: number;
  readonly converged: boolean;
  readonly iterations: number;
}

const ARMIJO = 1e-4;
const CURVATURE = 0.9;
const ROUNDING = 2 * Number.EPSILON;

/**
 * A local minimum by BFGS with a bracketing line search on the weak Wolfe conditions.
 * @param options.tolerance largest component of the gradient at which the search is done, relative to 1 + |value|
 * @see Nocedal & Wright, Numerical Optimization, 2nd ed., algorithm 6.1; Lewis & Overton (2013) for the line search
 */
export function minimiseSmooth(
  f: Differentiable,
  start: Float64Array,
  options: { tolerance?: number; iterations?: number } = {},
): Minimum {
  const { tolerance = 1e-9, iterations = 500 } = options;
  const n = start.length;
  let here: Point = { x: start.slice(), gradient: new Float64Array(n), value: 0 };
  here = { ...here, value: f(here.x, here.gradient) };
  const inverse = identity(n);
  let fresh = true;
  let idle = 0;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const size = sizeOf(here);
    if (size <= tolerance) return ended(here, size, true, iteration);
    const direction = descent(inverse, here.gradient);
    const next = lineSearch(f, here, direction);
    if (next === null) {
      if (fresh) return ended(here, size, size <= Math.sqrt(tolerance), iteration);
      reset(inverse, n);
      fresh = true;
      continue;
    }
    update(inverse, here, next, fresh);
    fresh = false;
    idle = here.value - next.value > ROUNDING * (1 + Math.abs(here.value)) ? 0 : idle + 1;
    here = next;
    // The value has no digits left to fall by: what is left of the gradient is rounding.
    if (idle === 3) return ended(here, sizeOf(here), sizeOf(here) <= Math.sqrt(tolerance), iteration + 1);
  }
  return ended(here, sizeOf(here), false, iterations);
}

interface Point {
  readonly x: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
}

/** Largest component of the gradient, relative to the value's scale. */
function sizeOf({ gradient, value }: Point): number {
  return largestMagnitude(gradient) / (1 + Math.abs(value));
}

function ended({ x, value }: Point, gradient: number, converged: boolean, iterations: number): Minimum {
  return { argument: x, value, gradient, converged, iterations };
}

function lineSearch(f: Differentiable, here: Point, direction: Float64Array): Point | null {
  const slope = dot(here.gradient, direction);
  if (!(slope < 0)) return null;
  let [low, high, step] = [0, Number.POSITIVE_INFINITY, 1];
  let best: Point | null = null;
  for (let trial = 0; trial < 60; trial++) {
    const x = here.x.map((value, i) => value + step * direction[i]!);
    const gradient = new Float64Array(x.length);
    const value = f(x, gradient);
    if (!(value <= here.value + ARMIJO * step * slope)) high = step;
    else {
      best = { x, gradient, value };
      if (dot(gradient, direction) >= CURVATURE * slope) return best;
      low = step;
    }
    step = high === Number.POSITIVE_INFINITY ? 2 * low : (low + high) / 2;
  }
  return best;
}

/** BFGS's update of the inverse Hessian; the first one is scaled by the step's own curvature. */
function update(inverse: Float64Array, from: Point, to: Point, first: boolean): void {
  const n = from.x.length;
  const s = to.x.map((value, i) => value - from.x[i]!);
  const y = to.gradient.map((value, i) => value - from.gradient[i]!);
  const curvature = dot(s, y);
  if (!(curvature > 0)) return;
  if (first) for (let i = 0; i < n; i++) inverse[i * n + i] = curvature / dot(y, y);
  const product = times(inverse, y);
  const factor = (1 + dot(y, product) / curvature) / curvature;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      inverse[i * n + j]! += factor * s[i]! * s[j]! - (product[i]! * s[j]! + s[i]! * product[j]!) / curvature;
}

function descent(inverse: Float64Array, gradient: Float64Array): Float64Array {
  return times(inverse, gradient).map(value => -value);
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  const result = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) result[i]! += matrix[i * n + j]! * vector[j]!;
  return result;
}

function identity(n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  reset(matrix, n);
  return matrix;
}

function reset(matrix: Float64Array, n: number): void {
  matrix.fill(0);
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1;
}
