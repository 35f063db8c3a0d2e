import { RiskbookError } from "../../core/index.js";
import {
  dot,
  kktResidual,
  type QuadraticProgram,
  type QuadraticSolution,
  solveQuadratic,
} from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import type { Covariance } from "./covariance.js";
import { requirePositiveDefinite } from "./positive-definite.js";
import { boundConstraints, type CheckedBounds, checkBounds, type WeightBounds } from "./weight-bounds.js";
import { volatilityOf } from "./weights.js";

/** Weights that an optimiser chose, and what they are expected to do by period. */
export interface Portfolio {
  readonly ids: readonly string[];
  readonly weights: Float64Array;
  readonly volatility: number;
  /** Null where no means were given. */
  readonly mean: number | null;
  /** How far the weights are from the conditions of what was asked (Karush–Kuhn–Tucker, or equal shares of risk), without unit. */
  readonly residual: number;
}

/**
 * The weights within bounds that have the least variance.
 * @throws `INFEASIBLE_BOUNDS`, `NOT_POSITIVE_DEFINITE`, `NO_DEVIATION`
 * @see Markowitz (1952), Portfolio Selection, Journal of Finance 7(1), 77–91
 */
export function minimumVariance(covariance: Covariance, bounds: WeightBounds = {}): Portfolio {
  return optimise(covariance, checkBounds(covariance.ids, bounds), { mean: null, linear: null });
}

/**
 * The weights within bounds with the largest μᵀw − γ/2·wᵀΣw.
 * @param mean expected return of each by period
 * @param options.riskAversion γ, above zero: 1 is that of logarithmic utility, desks take 2 to 10
 * @throws as `minimumVariance`, and `BAD_RISK_AVERSION`
 */
export function meanVariance(
  mean: Float64Array,
  covariance: Covariance,
  options: WeightBounds & { riskAversion: number },
): Portfolio {
  const { riskAversion } = options;
  if (!(riskAversion > 0)) {
    throw new RiskbookError(
      "BAD_RISK_AVERSION",
      `The risk aversion was ${riskAversion}; it must be above zero, such as 3.`,
    );
  }
  const linear = mean.map(value => -value / riskAversion);
  return optimise(covariance, checkBounds(covariance.ids, options), { mean, linear });
}

/**
 * The weights within bounds that have the least variance among those with an expected return.
 * @throws as `minimumVariance`, and `INFEASIBLE_RETURN` with the range that the bounds allow
 */
export function varianceForReturn(
  mean: Float64Array,
  covariance: Covariance,
  options: WeightBounds & { target: number },
): Portfolio {
  const bounds = checkBounds(covariance.ids, options);
  const { target } = options;
  const [low, high] = [-1, 1].map(sign => dot(mean, extremeWeights(mean, bounds, sign))) as [number, number];
  if (!(target >= low && target <= high)) {
    throw new RiskbookError(
      "INFEASIBLE_RETURN",
      `The expected return was ${target}; within the bounds it lies between ${low} and ${high} a period.`,
    );
  }
  return optimise(covariance, bounds, { mean, linear: null, target });
}

/** The weights within bounds with the largest (sign 1) or smallest (−1) expected return: the best are filled first. */
export function extremeWeights(mean: Float64Array, { lower, upper, total }: CheckedBounds, sign = 1): Float64Array {
  const weights = lower.slice();
  let left = total - lower.reduce((sum, bound) => sum + bound, 0);
  const order = Array.from(mean.keys()).sort((a, b) => sign * (mean[b]! - mean[a]!) || a - b);
  for (const i of order) {
    const more = Math.max(0, Math.min(left, upper[i]! - lower[i]!));
    weights[i]! += more;
    left -= more;
  }
  return weights;
}

interface Objective {
  readonly mean: Float64Array | null;
  /** Beside ½wᵀΣw; null for none. */
  readonly linear: Float64Array | null;
  /** An expected return that must be met. */
  readonly target?: number;
}

function optimise(covariance: Covariance, bounds: CheckedBounds, { mean, linear, target }: Objective): Portfolio {
  requirePositiveDefinite(covariance);
  const { ids, matrix } = covariance;
  const constraints = boundConstraints(bounds);
  if (mean !== null && target !== undefined) constraints.push(returnConstraint(mean, target));
  // In units of the mean variance, so that tolerances mean the same for returns and for money.
  let scale = 0;
  for (let i = 0; i < matrix.size; i++) scale += matrix.values[i * matrix.size + i]! / matrix.size;
  const program: QuadraticProgram = {
    quadratic: { size: matrix.size, values: matrix.values.map(value => value / scale) },
    linear: linear?.map(value => value / scale) ?? new Float64Array(matrix.size),
    constraints,
  };
  const { argument, multipliers } = requireSolved(solveQuadratic(program));
  const weights = argument.map((weight, i) => Math.max(bounds.lower[i]!, Math.min(bounds.upper[i]!, weight)));
  return {
    ids,
    weights,
    volatility: volatilityOf(weights, covariance),
    mean: mean === null ? null : dot(mean, weights),
    residual: kktResidual(program, weights, multipliers),
  };
}

function returnConstraint(mean: Float64Array, target: number) {
  const size = mean.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return { normal: mean.map(value => value / size), bound: target / size, equality: true };
}

/** @throws `INFEASIBLE_BOUNDS`, `NOT_POSITIVE_DEFINITE` */
export function requireSolved(solution: QuadraticSolution): Extract<QuadraticSolution, { status: "solved" }> {
  if (solution.status === "solved") return solution;
  throw solution.status === "infeasible"
    ? new RiskbookError(
        "INFEASIBLE_BOUNDS",
        "No weights meet the bounds and the expected return together; widen the bounds.",
      )
    : new RiskbookError(
        "NOT_POSITIVE_DEFINITE",
        "The covariance is not positive definite to working precision; shrink it.",
      );
}

/** What the catalogue says of them. */
export const meanVarianceEntries: readonly CatalogueEntry[] = [
  {
    id: "weights_minimum_variance",
    label: "Least variance",
    unit: "fraction",
    definition: "weights within bounds that add up to 1 and have the least wᵀΣw",
    source: "Markowitz (1952), Journal of Finance 7(1), 77–91",
    recommended: true,
  },
  {
    id: "weights_mean_variance",
    label: "Mean–variance",
    unit: "fraction",
    definition: "weights within bounds that add up to 1 with the largest μᵀw − γ/2·wᵀΣw",
    source: "Markowitz (1959), Portfolio Selection: Efficient Diversification of Investments",
    recommended: false,
  },
];
