import { dot, symmetricEigen } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, Undefined } from "../figure.js";
import { type Covariance, deviations } from "./covariance.js";
import { requireWeights, volatilityOf } from "./weights.js";

const NO_VOLATILITY = new Undefined("the whole has no volatility");

/**
 * Diversification ratio: the sum of the parts' own volatilities over that of the whole. 1 says that nothing is diversified away.
 * @returns undefined where the whole does not move
 * @see Choueifaty & Coignard (2008), Toward Maximum Diversification, Journal of Portfolio Management 35(1), 40–51
 */
export function diversificationRatio(weights: ArrayLike<number>, covariance: Covariance): Figure {
  const w = requireWeights(weights, covariance.ids, null);
  const whole = volatilityOf(w, covariance);
  return whole > 0 ? alone(w, covariance).total / whole : NO_VOLATILITY;
}

/**
 * Diversification score, 1 − ρ̄, where ρ̄ is the one correlation of all pairs that would give the whole its volatility:
 * ρ̄ = (σ² − Σsᵢ²)/((Σsᵢ)² − Σsᵢ²) with sᵢ = |wᵢ|σᵢ. 0: the parts move as one; 1: as if uncorrelated; above 1: they offset
 * each other.
 * @returns undefined for fewer than two parts with risk
 * @see Skintzi & Refenes (2005), Implied correlation index, Journal of Futures Markets 25(2), 171–197, for ρ̄
 */
export function diversificationScore(weights: ArrayLike<number>, covariance: Covariance): Figure {
  const w = requireWeights(weights, covariance.ids, null);
  const { total, squares } = alone(w, covariance);
  const pairs = total ** 2 - squares;
  if (!(pairs > 1e-12 * total ** 2)) return new Undefined("fewer than two parts have risk");
  return 1 - (volatilityOf(w, covariance) ** 2 - squares) / pairs;
}

/**
 * Effective number of uncorrelated bets: e to the entropy of the shares of variance that the principal components have in
 * the whole.
 * @returns undefined where the whole does not move
 * @see Meucci (2009), Managing Diversification, Risk 22(5), 74–79
 */
export function effectiveBets(weights: ArrayLike<number>, covariance: Covariance): Figure {
  const w = requireWeights(weights, covariance.ids, null);
  const variance = volatilityOf(w, covariance) ** 2;
  if (!(variance > 0)) return NO_VOLATILITY;
  const { values, vectors } = symmetricEigen(covariance.matrix);
  let entropy = 0;
  vectors.forEach((vector, k) => {
    const share = (dot(vector, w) ** 2 * Math.max(0, values[k]!)) / variance;
    if (share > 0) entropy -= share * Math.log(share);
  });
  return Math.exp(entropy);
}

function alone(weights: Float64Array, covariance: Covariance): { total: number; squares: number } {
  const own = deviations(covariance).map((deviation, i) => Math.abs(weights[i]!) * deviation);
  return { total: own.reduce((sum, value) => sum + value, 0), squares: dot(own, own) };
}

/** What the catalogue says of them. */
export const diversificationEntries: readonly CatalogueEntry[] = [
  {
    id: "diversification_ratio",
    label: "Diversification ratio",
    unit: "ratio",
    definition: "sum of the parts' own volatilities over the volatility of the whole; 1 is none",
    source: "Choueifaty & Coignard (2008), Journal of Portfolio Management 35(1), 40–51",
    recommended: true,
  },
  {
    id: "diversification_score",
    label: "Diversification score",
    unit: "ratio",
    definition:
      "1 − ρ̄, with ρ̄ the one correlation of all pairs that gives the whole its volatility: 0 as one, 1 as if uncorrelated",
    source: "Skintzi & Refenes (2005), Journal of Futures Markets 25(2), 171–197, for ρ̄",
    recommended: true,
  },
  {
    id: "effective_bets",
    label: "Effective number of bets",
    unit: "observations",
    definition: "e to the entropy of the principal components' shares of the whole's variance",
    source: "Meucci (2009), Risk 22(5), 74–79",
    recommended: true,
  },
];
