import { dot, kktResidual, type LinearConstraint, solveQuadratic } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, Undefined } from "../figure.js";
import { type Covariance, deviations } from "./covariance.js";
import { type Portfolio, requireSolved } from "./mean-variance.js";
import { requirePositiveDefinite } from "./positive-definite.js";
import { type CheckedBounds, checkBounds, type WeightBounds } from "./weight-bounds.js";
import { volatilityOf } from "./weights.js";

/**
 * The weights within bounds with the largest Sharpe ratio, (μ − r)ᵀw/σ.
 * @param options.riskFree by period
 * @returns undefined where no asset is expected to earn more than the risk-free rate
 * @throws `INFEASIBLE_BOUNDS`, `NOT_POSITIVE_DEFINITE`
 * @see Tobin (1958), Review of Economic Studies 25(2), 65–86; Cornuejols & Tütüncü, Optimization Methods in Finance, ch. 8
 */
export function maximumSharpe(
  mean: Float64Array,
  covariance: Covariance,
  options: WeightBounds & { riskFree?: number } = {},
): Figure<Portfolio> {
  const { riskFree = 0 } = options;
  if (!mean.some(value => value > riskFree)) {
    return new Undefined("no asset is expected to earn more than the risk-free rate");
  }
  const found = maximumRatio(
    mean.map(value => value - riskFree),
    covariance,
    options,
  );
  return found instanceof Undefined ? found : { ...found, mean: dot(mean, found.weights) };
}

/**
 * The weights within bounds with the largest diversification ratio, Σwᵢσᵢ/σ.
 * @throws as `maximumSharpe`
 * @see Choueifaty & Coignard (2008), Journal of Portfolio Management 35(1), 40–51
 */
export function maximumDiversification(covariance: Covariance, bounds: WeightBounds = {}): Figure<Portfolio> {
  return maximumRatio(deviations(covariance), covariance, bounds);
}

/**
 * The largest aᵀw/√(wᵀΣw): as the ratio does not change with the scale of w, the least yᵀΣy with aᵀy = 1 over all multiples y of
 * weights within the bounds.
 */
function maximumRatio(numerator: Float64Array, covariance: Covariance, options: WeightBounds): Figure<Portfolio> {
  const bounds = checkBounds(covariance.ids, options);
  requirePositiveDefinite(covariance);
  const { ids, matrix } = covariance;
  const size = numerator.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let scale = 0;
  for (let i = 0; i < matrix.size; i++) scale += matrix.values[i * matrix.size + i]! / matrix.size;
  const program = {
    quadratic: { size: matrix.size, values: matrix.values.map(value => value / scale) },
    linear: new Float64Array(matrix.size),
    constraints: [{ normal: numerator.map(value => value / size), bound: 1, equality: true }, ...multiples(bounds)],
  };
  const solution = solveQuadratic(program);
  if (solution.status === "infeasible") {
    return new Undefined("within the bounds no weights have a ratio above zero");
  }
  const { argument, multipliers } = requireSolved(solution);
  const residual = kktResidual(program, argument, multipliers);
  const multiple = argument.reduce((sum, value) => sum + value, 0) / bounds.total;
  const weights = argument.map((value, i) => Math.max(bounds.lower[i]!, Math.min(bounds.upper[i]!, value / multiple)));
  return { ids, weights, volatility: volatilityOf(weights, covariance), mean: null, residual };
}

/** lower ≤ y·total/Σy ≤ upper, made linear, and Σy of the sign of the total. */
function multiples({ lower, upper, total }: CheckedBounds): LinearConstraint[] {
  const size = lower.length;
  const row = (i: number, sign: number, bound: number): LinearConstraint => {
    const normal = new Float64Array(size).fill((-sign * bound) / total);
    normal[i]! += sign;
    return { normal, bound: 0 };
  };
  const sided = { normal: new Float64Array(size).fill(Math.sign(total)), bound: 0 };
  return [sided, ...Array.from({ length: size }, (_, i) => [row(i, 1, lower[i]!), row(i, -1, upper[i]!)]).flat()];
}

/** What the catalogue says of them. */
export const maximumRatioEntries: readonly CatalogueEntry[] = [
  {
    id: "weights_maximum_sharpe",
    label: "Largest Sharpe ratio",
    unit: "fraction",
    definition: "weights within bounds that add up to 1 with the largest (μ − r)ᵀw/σ",
    source: "Tobin (1958), Review of Economic Studies 25(2), 65–86",
    recommended: false,
  },
  {
    id: "weights_maximum_diversification",
    label: "Most diversified",
    unit: "fraction",
    definition: "weights within bounds that add up to 1 with the largest diversification ratio",
    source: "Choueifaty & Coignard (2008), Journal of Portfolio Management 35(1), 40–51",
    recommended: true,
  },
];
