import { ActiveSet } from "./active-set.js";
import { cholesky, choleskySolve, multiply, type SquareMatrix } from "./matrix.js";
import { largestMagnitude } from "./vector.js";

/** normal·x ≥ bound, or = bound. */
export interface LinearConstraint {
  readonly normal: Float64Array;
  readonly bound: number;
  readonly equality?: boolean;
}

/** min ½·xᵀQx + cᵀx subject to linear constraints. */
export interface QuadraticProgram {
  /** Symmetric positive definite. */
  readonly quadratic: SquareMatrix;
  readonly linear: Float64Array;
  readonly constraints: readonly LinearConstraint[];
}

export type QuadraticSolution =
  | {
      readonly status: "solved";
      readonly argument: Float64Array;
      readonly value: number;
      /** One for each constraint; ≥ 0 of an inequality, 0 where it does not bind. */
      readonly multipliers: Float64Array;
      readonly iterations: number;
    }
  | {
      readonly status: "infeasible" /** A constraint that cannot be met beside the others. */;
      readonly constraint: number;
    }
  | { readonly status: "not positive definite" };

/** How far a constraint may be missed, relative to the size of its terms. */
const TOLERANCE = 1e-12;

/**
 * Solves a strictly convex quadratic program by Goldfarb and Idnani's dual method: from the unconstrained minimum, the
 * constraint that is missed most is added to the active set, and those whose multipliers would turn negative leave it.
 * @see Goldfarb & Idnani (1983), Mathematical Programming 27, 1–33
 */
export function solveQuadratic(program: QuadraticProgram): QuadraticSolution {
  const { quadratic, linear, constraints } = program;
  const lower = cholesky(quadratic);
  if (lower === null) return { status: "not positive definite" };
  const unconstrained = choleskySolve(
    lower,
    linear.map(value => -value),
  );
  const active = new ActiveSet(lower, constraints, unconstrained);
  const most = 50 * (linear.length + constraints.length + 10);
  for (let iteration = 0; iteration < most; iteration++) {
    const next = mostMissed(constraints, active);
    if (next < 0) return solved(program, active, iteration);
    if (!active.enforce(next)) return { status: "infeasible", constraint: next };
  }
  throw new Error(`the active set did not settle in ${most} steps`);
}

/** The constraint that is missed most, equalities first; −1 where all are met. */
function mostMissed(constraints: readonly LinearConstraint[], active: ActiveSet): number {
  let [worst, found] = [TOLERANCE, -1];
  for (let i = 0; i < constraints.length; i++) {
    if (active.holds(i)) continue;
    const { normal, bound, equality } = constraints[i]!;
    let [value, scale] = [-bound, Math.abs(bound)];
    for (let k = 0; k < normal.length; k++) {
      const term = normal[k]! * active.x[k]!;
      value += term;
      scale += Math.abs(term);
    }
    const missed = -value / (scale > 0 ? scale : 1);
    // An equality that is met by chance still has to join, so that it stays met.
    if (equality) return i;
    if (missed > worst) [worst, found] = [missed, i];
  }
  return found;
}

function solved(program: QuadraticProgram, active: ActiveSet, iterations: number): QuadraticSolution {
  const { argument, multipliers } = active.solution();
  return { status: "solved", argument, multipliers, value: valueAt(program, argument), iterations };
}

function valueAt({ quadratic, linear }: QuadraticProgram, x: Float64Array): number {
  const curved = multiply(quadratic, x);
  let value = 0;
  for (let i = 0; i < x.length; i++) value += x[i]! * (curved[i]! / 2 + linear[i]!);
  return value;
}

/**
 * How far a point is from satisfying the Karush–Kuhn–Tucker conditions: the largest of what is left of the gradient,
 * what constraints are missed by, negative multipliers, and multipliers of constraints that do not bind. 0 is a minimum.
 * @see Nocedal & Wright, Numerical Optimization, 2nd ed., theorem 12.1
 */
export function kktResidual(program: QuadraticProgram, x: Float64Array, multipliers: Float64Array): number {
  const { quadratic, linear, constraints } = program;
  const gradient = multiply(quadratic, x).map((value, i) => value + linear[i]!);
  let worst = 0;
  constraints.forEach(({ normal, bound, equality }, at) => {
    const multiplier = multipliers[at]!;
    let slack = -bound;
    for (let k = 0; k < x.length; k++) {
      slack += normal[k]! * x[k]!;
      gradient[k]! -= multiplier * normal[k]!;
    }
    const missed = equality ? Math.abs(slack) : Math.max(0, -slack);
    const wrong = equality ? 0 : Math.max(0, -multiplier, Math.abs(multiplier * slack));
    worst = Math.max(worst, missed, wrong);
  });
  return Math.max(worst, largestMagnitude(gradient));
}
