import { RiskbookError } from "../../core/index.js";
import { type Figure, isDefined, Undefined } from "../figure.js";
import { type Covariance, correlationOfCovariance, deviations } from "./covariance.js";
import { diversificationRatio } from "./diversification.js";
import { maximumDiversification } from "./maximum-ratio.js";
import { minimumVariance, type Portfolio } from "./mean-variance.js";
import { requirePositiveDefinite } from "./positive-definite.js";
import { riskParity } from "./risk-parity.js";
import { volatilityOf } from "./weights.js";

/** Other sizes, and what they would do. */
export interface Proposal {
  readonly id: "minimum-variance" | "risk-parity" | "maximum-diversification";
  readonly label: string;
  /** Null where there is none. */
  readonly weights: Float64Array | null;
  readonly reason: string | null;
  readonly volatility: number | null;
  readonly diversificationRatio: number | null;
  /** Half of the changes in risk (or, of fractions of capital, in weight) over the whole. */
  readonly turnover: number | null;
}

const LABELS = {
  "minimum-variance": "Least variance",
  "risk-parity": "Equal shares of risk",
  "maximum-diversification": "Most diversified",
} as const;

/**
 * What other sizes would do. Of fractions of capital they add up to 1, none short. Of P&L in money, where sizes are multiples
 * of today's, they keep the sum of the parts' own volatilities, so that what changes is how it is spread, and the most diversified
 * leaves each part between half and twice its size; least variance is left out there, because the least is nothing.
 */
export function proposals(
  weights: Float64Array,
  covariance: Covariance,
  { invested }: { invested: boolean },
): Proposal[] {
  const makers: readonly (readonly [Proposal["id"], () => Figure<Portfolio>])[] = [
    ...(invested ? [["minimum-variance", () => minimumVariance(covariance)] as const] : []),
    ["risk-parity", () => riskParity(covariance)],
    ["maximum-diversification", () => (invested ? maximumDiversification(covariance) : respread(weights, covariance))],
  ];
  const own = deviations(covariance);
  const total = weights.reduce((sum, weight, i) => sum + Math.abs(weight) * own[i]!, 0);
  return makers.map(([id, make]) => {
    const found = attempt(make);
    if (!isDefined(found)) return undefinedProposal(id, found.reason);
    const sum = found.weights.reduce((all, weight, i) => all + Math.abs(weight) * own[i]!, 0);
    const sized = invested ? found.weights : found.weights.map(weight => (weight * total) / sum);
    const ratio = diversificationRatio(sized, covariance);
    return {
      id,
      label: LABELS[id],
      weights: sized,
      reason: null,
      volatility: volatilityOf(sized, covariance),
      diversificationRatio: isDefined(ratio) ? ratio : null,
      turnover: invested
        ? turnover(sized, weights)
        : turnover(
            sized.map((w, i) => (w * own[i]!) / total),
            weights.map((w, i) => (w * own[i]!) / total),
          ),
    };
  });
}

/**
 * The most diversified with each part's own volatility between half and twice today's: with their sum fixed, the largest ratio
 * is the least variance.
 */
function respread(weights: Float64Array, covariance: Covariance): Portfolio {
  requirePositiveDefinite(covariance);
  const own = deviations(covariance);
  const risks = weights.map((weight, i) => Math.abs(weight) * own[i]!);
  const total = risks.reduce((sum, risk) => sum + risk, 0);
  const bounds = { lower: risks.map(risk => risk / total / 2), upper: risks.map(risk => (2 * risk) / total) };
  const found = minimumVariance({ ...covariance, matrix: correlationOfCovariance(covariance) }, bounds);
  return { ...found, weights: found.weights.map((share, i) => share / own[i]!) };
}

function undefinedProposal(id: Proposal["id"], reason: string): Proposal {
  return { id, label: LABELS[id], weights: null, reason, volatility: null, diversificationRatio: null, turnover: null };
}

function turnover(to: Float64Array, from: Float64Array): number {
  return to.reduce((sum, weight, i) => sum + Math.abs(weight - from[i]!), 0) / 2;
}

/** Runs an optimiser; what it refuses to work with is the reason why there is no proposal. */
function attempt(make: () => Figure<Portfolio>): Figure<Portfolio> {
  try {
    return make();
  } catch (error) {
    if (error instanceof RiskbookError) return new Undefined(error.message.replace(/\.$/, ""));
    throw error;
  }
}
