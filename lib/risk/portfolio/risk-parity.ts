import { RiskbookError } from "../../core/index.js";
import { cholesky, choleskySolve, dot, multiply } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Covariance, correlationOfCovariance, deviations } from "./covariance.js";
import type { Portfolio } from "./mean-variance.js";
import { requireWeights, volatilityOf } from "./weights.js";

const MOST_STEPS = 200;

/**
 * Risk parity: positive weights that add up to 1 and whose contributions to volatility are in the proportion of the budgets,
 * equal unless given. Newton's method, damped until it converges quadratically, on ½xᵀCx − Σbᵢ·ln xᵢ with C the correlations
 * and x = w·σ. It needs no positive definite covariance: two perfectly correlated assets share what one would get.
 * @param options.budgets shares of the risk, above zero, adding up to 1
 * @throws `BAD_BUDGETS`, `NO_DEVIATION`; `NO_RISK_PARITY` where some positive weights have no risk at all, as a perfect hedge
 * @see Spinu (2013), An Algorithm for Computing Risk Parity Weights, SSRN 2297383; Maillard, Roncalli & Teïletche (2010),
 *   Journal of Portfolio Management 36(4), 60–70
 */
export function riskParity(covariance: Covariance, options: { budgets?: ArrayLike<number> } = {}): Portfolio {
  const { ids } = covariance;
  const budgets = budgetsOf(ids, options.budgets);
  const deviation = deviations(covariance);
  const still = deviation.findIndex(value => !(value > 0));
  if (still >= 0) {
    throw new RiskbookError(
      "NO_DEVIATION",
      `${ids[still]} has no variance, so it cannot carry its share of the risk; leave it out.`,
    );
  }
  const { x, error } = barrierMinimum(correlationOfCovariance(covariance), budgets);
  const raw = x.map((value, i) => value / deviation[i]!);
  const sum = raw.reduce((total, value) => total + value, 0);
  const weights = raw.map(value => value / sum);
  return { ids, weights, volatility: volatilityOf(weights, covariance), mean: null, residual: error };
}

function barrierMinimum(
  correlations: { size: number; values: Float64Array },
  budgets: Float64Array,
): { x: Float64Array; error: number } {
  const { size } = correlations;
  const leastBudget = Math.min(...budgets);
  let x: Float64Array = budgets.map(Math.sqrt);
  const start = Math.sqrt(dot(x, multiply(correlations, x)));
  if (start > 0) x = x.map(value => value / start);
  for (let step = 0; step < MOST_STEPS; step++) {
    const pull = multiply(correlations, x);
    const gradient = x.map((value, i) => pull[i]! - budgets[i]! / value);
    const hessian = correlations.values.slice();
    for (let i = 0; i < size; i++) hessian[i * size + i]! += budgets[i]! / x[i]! ** 2;
    const lower = cholesky({ size, values: hessian });
    if (lower === null) break;
    const move = choleskySolve(lower, gradient);
    // The decrement of a self-concordant function: at under 0.38 full steps converge quadratically.
    const decrement = Math.sqrt(Math.max(0, dot(gradient, move)) / leastBudget);
    const length = decrement < 0.25 ? 1 : 1 / (1 + decrement);
    x = x.map((value, i) => value - length * move[i]!);
    // The next error is of the order of the square of this one.
    if (decrement < 1e-9) return { x, error: contributionError(correlations, x, budgets) };
  }
  throw new RiskbookError(
    "NO_RISK_PARITY",
    "Some positive weights of these assets have no risk at all, as a position and its perfect hedge have, so no weights share the risk in proportion; leave one of the two out.",
  );
}

/** Largest difference of a share of the risk from its budget. */
function contributionError(
  correlations: { size: number; values: Float64Array },
  x: Float64Array,
  budgets: Float64Array,
): number {
  const pull = multiply(correlations, x);
  const variance = dot(x, pull);
  return x.reduce((most, value, i) => Math.max(most, Math.abs((value * pull[i]!) / variance - budgets[i]!)), 0);
}

function budgetsOf(ids: readonly string[], given: ArrayLike<number> | undefined): Float64Array {
  if (given === undefined) return new Float64Array(ids.length).fill(1 / ids.length);
  const budgets = requireWeights(given, ids);
  const bad = budgets.findIndex(budget => !(budget > 0));
  if (bad < 0) return budgets;
  throw new RiskbookError(
    "BAD_BUDGETS",
    `The share of risk of ${ids[bad]} is ${budgets[bad]}; shares must be above zero. Leave an asset without risk out.`,
  );
}

/** What the catalogue says of them. */
export const riskParityEntries: readonly CatalogueEntry[] = [
  {
    id: "weights_risk_parity",
    label: "Equal shares of risk",
    unit: "fraction",
    definition:
      "positive weights that add up to 1 and whose contributions to volatility are equal, or in the proportion of budgets",
    source:
      "Spinu (2013), SSRN 2297383; Maillard, Roncalli & Teïletche (2010), Journal of Portfolio Management 36(4), 60–70",
    recommended: true,
  },
];
