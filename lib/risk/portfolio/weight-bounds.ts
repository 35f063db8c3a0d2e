import { RiskbookError } from "../../core/index.js";
import type { LinearConstraint } from "../../numeric/index.js";

/** What weights may be. */
export interface WeightBounds {
  /** Least weight, of all or of each; 0 unless given, which is no selling short. */
  readonly lower?: number | ArrayLike<number>;
  /** Largest weight, of all or of each; `total` unless given. */
  readonly upper?: number | ArrayLike<number>;
  /** What the weights add up to: 1, full investment, unless given. */
  readonly total?: number;
}

/** Bounds of each asset, checked. */
export interface CheckedBounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly total: number;
}

const ROUNDING = 1e-12;

/**
 * Bounds of each of the ids.
 * @throws `INFEASIBLE_BOUNDS` naming what contradicts what
 */
export function checkBounds(ids: readonly string[], bounds: WeightBounds = {}): CheckedBounds {
  const { total = 1 } = bounds;
  const lower = eachOf(bounds.lower ?? 0, ids, "lower");
  const upper = eachOf(bounds.upper ?? Math.max(total, 0), ids, "upper");
  const fail = (sentence: string): never => {
    throw new RiskbookError("INFEASIBLE_BOUNDS", sentence);
  };
  const crossed = ids.findIndex((_, i) => !(lower[i]! <= upper[i]!));
  if (crossed >= 0) {
    fail(
      `The bounds of ${ids[crossed]} are ${lower[crossed]} and ${upper[crossed]}; the lower one must not be the larger.`,
    );
  }
  const [least, most] = [lower, upper].map(side => side.reduce((sum, bound) => sum + bound, 0)) as [number, number];
  const room = ROUNDING * (1 + Math.abs(total));
  if (least > total + room) {
    fail(`The lower bounds add up to ${round(least)} and the weights to ${total}; lower some of them.`);
  }
  if (most < total - room) {
    fail(`The upper bounds add up to ${round(most)} and the weights to ${total}; raise some of them.`);
  }
  return { lower, upper, total };
}

function eachOf(bound: number | ArrayLike<number>, ids: readonly string[], side: string): Float64Array {
  if (typeof bound === "number") return new Float64Array(ids.length).fill(bound);
  if (bound.length === ids.length) return Float64Array.from(bound);
  throw new RiskbookError(
    "INFEASIBLE_BOUNDS",
    `There are ${bound.length} ${side} bounds for ${ids.length} assets; give one for each, or one for all.`,
  );
}

function round(value: number): number {
  return Number(value.toPrecision(9));
}

/** Bounds and sum as constraints of a quadratic program: the sum first, then two for each asset. */
export function boundConstraints({ lower, upper, total }: CheckedBounds): LinearConstraint[] {
  const size = lower.length;
  const along = (i: number, value: number): Float64Array => {
    const normal = new Float64Array(size);
    normal[i] = value;
    return normal;
  };
  const whole = { normal: new Float64Array(size).fill(1), bound: total, equality: true };
  const each = Array.from({ length: size }, (_, i) => [
    { normal: along(i, 1), bound: lower[i]! },
    { normal: along(i, -1), bound: -upper[i]! },
  ]);
  return [whole, ...each.flat()];
}
