import { backwardSolve, forwardSolve, type SquareMatrix } from "./matrix.js";
import type { LinearConstraint } from "./quadratic-program.js";
import { addScaledInPlace, dot } from "./vector.js";

/** Share of a normal that must lie outside the span of the active ones for it to count as independent of them. */
const INDEPENDENT = 1e-10;
/** What an equality that the others imply may be missed by. */
const IMPLIED = 1e-10;

/**
 * The constraints that bind in Goldfarb and Idnani's method, with their normals in the metric of the objective (L⁻¹n)
 * kept as an orthonormal basis times a triangle.
 */
export class ActiveSet {
  /** The minimum over the active constraints, each met as an equality. */
  x: Float64Array;
  readonly #unconstrained: Float64Array;
  readonly #lower: SquareMatrix;
  readonly #constraints: readonly LinearConstraint[];
  readonly #implied = new Set<number>();
  #members: number[] = [];
  #multipliers: number[] = [];
  #basis: Float64Array[] = [];
  /** Column j of the triangle has j + 1 entries. */
  #triangle: number[][] = [];

  constructor(lower: SquareMatrix, constraints: readonly LinearConstraint[], unconstrained: Float64Array) {
    this.#lower = lower;
    this.#constraints = constraints;
    this.#unconstrained = unconstrained;
    this.x = unconstrained.slice();
  }

  /** Whether the constraint binds, or is an equality that those that bind imply. */
  holds(constraint: number): boolean {
    return this.#members.includes(constraint) || this.#implied.has(constraint);
  }

  /** Moves to where the constraint is met, dropping others on the way; false where none of them can give way. */
  enforce(constraint: number): boolean {
    const { normal, bound, equality } = this.#constraints[constraint]!;
    const sign = equality && dot(normal, this.x) > bound ? -1 : 1;
    const transformed = forwardSolve(this.#lower, normal);
    let multiplier = 0;
    for (;;) {
      const { coefficients, rest } = this.#split(transformed);
      const restSquare = dot(rest, rest);
      const independent = restSquare > INDEPENDENT ** 2 * dot(transformed, transformed);
      const missing = Math.abs(bound - dot(normal, this.x));
      const full = independent ? missing / restSquare : Number.POSITIVE_INFINITY;
      const { at, step: partial } = this.#firstToLeave(coefficients, sign);
      if (!independent && at < 0) {
        if (equality && missing <= IMPLIED * (1 + Math.abs(bound))) this.#implied.add(constraint);
        return this.#implied.has(constraint);
      }
      const step = Math.min(full, partial);
      this.#multipliers = this.#multipliers.map((value, j) => value - sign * step * coefficients[j]!);
      multiplier += sign * step;
      if (independent) this.#move(rest, sign * step);
      if (full <= partial) {
        this.#append(constraint, transformed, multiplier);
        // Without what many small steps have rounded away.
        this.x = this.solution().argument;
        return true;
      }
      this.#drop(at);
    }
  }

  /** The minimum over the active set and its multipliers, worked out at once. */
  solution(): { argument: Float64Array; multipliers: Float64Array } {
    const missing = this.#members.map(
      i => this.#constraints[i]!.bound - dot(this.#constraints[i]!.normal, this.#unconstrained),
    );
    const along = this.#solveTransposed(missing);
    const move = new Float64Array(this.x.length);
    for (const [k, value] of along.entries()) addScaledInPlace(move, this.#basis[k]!, value);
    const step = backwardSolve(this.#lower, move);
    const multipliers = new Float64Array(this.#constraints.length);
    this.#solve(along).forEach((value, j) => {
      const { equality } = this.#constraints[this.#members[j]!]!;
      multipliers[this.#members[j]!] = equality ? value : Math.max(0, value);
    });
    return { argument: this.#unconstrained.map((value, i) => value + step[i]!), multipliers };
  }

  /** A normal as a combination of the active ones, and what is left of it. */
  #split(transformed: Float64Array): { coefficients: number[]; rest: Float64Array; along: number[] } {
    const rest = transformed.slice();
    const along = this.#basis.map(() => 0);
    // Twice is enough (Giraud, Langou & Rozložník 2005): the rest is orthogonal to working precision.
    for (let round = 0; round < 2; round++) {
      this.#basis.forEach((direction, k) => {
        const share = dot(direction, rest);
        along[k]! += share;
        addScaledInPlace(rest, direction, -share);
      });
    }
    return { coefficients: this.#solve(along), rest, along };
  }

  /** The inequality whose multiplier reaches zero first. */
  #firstToLeave(coefficients: readonly number[], sign: number): { at: number; step: number } {
    let [at, step] = [-1, Number.POSITIVE_INFINITY];
    coefficients.forEach((value, j) => {
      if (this.#constraints[this.#members[j]!]!.equality || sign * value <= 0) return;
      const until = Math.max(0, this.#multipliers[j]!) / (sign * value);
      if (until < step) [at, step] = [j, until];
    });
    return { at, step };
  }

  #move(rest: Float64Array, step: number): void {
    addScaledInPlace(this.x, backwardSolve(this.#lower, rest), step);
  }

  #append(constraint: number, transformed: Float64Array, multiplier: number): void {
    const { rest, along } = this.#split(transformed);
    const length = Math.sqrt(dot(rest, rest));
    this.#members.push(constraint);
    this.#multipliers.push(multiplier);
    this.#basis.push(rest.map(value => value / length));
    this.#triangle.push([...along, length]);
  }

  #drop(at: number): void {
    const members = this.#members.splice(at);
    const multipliers = this.#multipliers.splice(at);
    this.#basis.splice(at);
    this.#triangle.splice(at);
    for (let j = 1; j < members.length; j++) {
      this.#append(members[j]!, forwardSolve(this.#lower, this.#constraints[members[j]!]!.normal), multipliers[j]!);
    }
  }

  #solve(along: readonly number[]): number[] {
    const solution = [...along];
    for (let j = solution.length - 1; j >= 0; j--) {
      for (let k = j + 1; k < solution.length; k++) solution[j]! -= this.#triangle[k]![j]! * solution[k]!;
      solution[j]! /= this.#triangle[j]![j]!;
    }
    return solution;
  }

  #solveTransposed(values: readonly number[]): number[] {
    const solution = [...values];
    for (let j = 0; j < solution.length; j++) {
      for (let k = 0; k < j; k++) solution[j]! -= this.#triangle[j]![k]! * solution[k]!;
      solution[j]! /= this.#triangle[j]![j]!;
    }
    return solution;
  }
}
