import { RiskbookError } from "../../core/index.js";
import { dot, multiply } from "../../numeric/index.js";
import type { Covariance } from "./covariance.js";

const WEIGHT_TOLERANCE = 1e-6;

/**
 * Checks weights beside ids: one for each, finite, and adding up to `total`.
 * @param total null where they may add up to anything, as positions in money do
 * @throws `BAD_WEIGHTS`
 */
export function requireWeights(
  weights: ArrayLike<number>,
  ids: readonly string[],
  total: number | null = 1,
): Float64Array {
  const fail = (sentence: string): never => {
    throw new RiskbookError("BAD_WEIGHTS", sentence);
  };
  if (weights.length !== ids.length)
    fail(`There are ${weights.length} weights for ${ids.length} assets; give one for each.`);
  const checked = Float64Array.from(weights);
  const bad = checked.findIndex(weight => !Number.isFinite(weight));
  if (bad >= 0) fail(`The weight of ${ids[bad]} is ${checked[bad]}; give a finite number.`);
  const sum = checked.reduce((all, weight) => all + weight, 0);
  if (total !== null && Math.abs(sum - total) > WEIGHT_TOLERANCE) {
    fail(
      `The weights add up to ${Number(sum.toPrecision(9))}; they must add up to ${total}. Add what is missing, such as cash, or divide by the sum.`,
    );
  }
  return checked;
}

/** Standard deviation by period of holdings: √(wᵀΣw). */
export function volatilityOf(weights: Float64Array, { matrix }: Pick<Covariance, "matrix">): number {
  return Math.sqrt(Math.max(0, dot(weights, multiply(matrix, weights))));
}
