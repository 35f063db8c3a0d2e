import { dot, multiply, normalPdf, normalQuantile } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, Undefined } from "../figure.js";
import { tailOf } from "../tail/level.js";
import type { Covariance } from "./covariance.js";
import { requireWeights, volatilityOf } from "./weights.js";

/** A measure of the whole split among its parts by Euler's rule. */
export interface RiskSplit {
  readonly total: number;
  /** Derivative of the whole by each weight. */
  readonly marginal: Float64Array;
  /** Weight times derivative: they add up to the whole. */
  readonly component: Float64Array;
  /** Component over the whole. */
  readonly share: Float64Array;
}

/**
 * Splits the volatility of holdings: component i is wᵢ(Σw)ᵢ/σ.
 * @param weights fractions, or positions in money (then the covariance is of returns), or ones (then it is of P&L)
 * @returns undefined where the whole does not move
 * @see Litterman (1996), Hot Spots and Hedges, Journal of Portfolio Management, special issue, 52–75
 */
export function volatilityContributions(weights: ArrayLike<number>, covariance: Covariance): Figure<RiskSplit> {
  const w = requireWeights(weights, covariance.ids, null);
  const total = volatilityOf(w, covariance);
  if (!(total > 0)) return new Undefined("the whole has no volatility to split");
  return splitOf(
    w,
    multiply(covariance.matrix, w).map(value => value / total),
    total,
  );
}

/** VaR and ES, positive losses, each split among the parts. */
export interface TailSplit {
  readonly var: RiskSplit;
  readonly es: RiskSplit;
}

/**
 * Splits VaR and ES of holdings with normal returns: −μ − z·σ and −μ + φ(z)/α·σ.
 * @param mean by period, of each
 * @throws `BAD_WEIGHTS`, `BAD_CONFIDENCE`
 * @see McNeil, Frey & Embrechts, Quantitative Risk Management, 2nd ed., section 8.5
 */
export function normalTailContributions(
  weights: ArrayLike<number>,
  mean: Float64Array,
  covariance: Covariance,
  options: { confidence: number },
): Figure<TailSplit> {
  const w = requireWeights(weights, covariance.ids, null);
  const volatility = volatilityContributions(w, covariance);
  if (volatility instanceof Undefined) return volatility;
  const alpha = tailOf(options.confidence);
  const z = normalQuantile(alpha);
  const by = (factor: number): RiskSplit => {
    const marginal = volatility.marginal.map((value, i) => -mean[i]! + factor * value);
    return splitOf(w, marginal, dot(w, marginal));
  };
  return { var: by(-z), es: by(normalPdf(z) / alpha) };
}

/** The split that weights and derivatives make. */
export function splitOf(weights: Float64Array, marginal: Float64Array, total: number): RiskSplit {
  const component = weights.map((weight, i) => weight * marginal[i]!);
  return { total, marginal, component, share: component.map(value => value / total) };
}

/** What the catalogue says of them. */
export const contributionEntries: readonly CatalogueEntry[] = [
  {
    id: "volatility_contribution",
    label: "Contribution to volatility",
    unit: "that of the weights times returns",
    definition: "wᵢ(Σw)ᵢ/σ: a part's size times the derivative of the whole's volatility by it; contributions add up",
    source: "Litterman (1996), Hot Spots and Hedges, Journal of Portfolio Management, special issue, 52–75",
    recommended: true,
  },
];
