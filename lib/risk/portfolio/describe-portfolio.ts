import { effectiveNumber, herfindahl } from "../exposure/concentration.js";
import { type Figure, isDefined } from "../figure.js";
import { type ClusterOptions, type Clusters, clustersOf } from "./clusters.js";
import { type CorrelationMethod, type Correlations, correlationMatrix, meanCorrelations } from "./correlation.js";
import { type Covariance, type CovarianceMethod, deviations, ewmaCovariance, sampleCovariance } from "./covariance.js";
import { diversificationRatio, diversificationScore, effectiveBets } from "./diversification.js";
import type { Panel } from "./panel.js";
import { type Proposal, proposals } from "./proposals.js";
import { volatilityContributions } from "./risk-contribution.js";
import { constantCorrelation, ledoitWolf } from "./shrinkage.js";
import { requireWeights, volatilityOf } from "./weights.js";

export interface PortfolioOptions extends ClusterOptions {
  /** Holdings: fractions of capital that add up to 1; or, of P&L in money, left away: each part as large as it is. */
  readonly weights?: ArrayLike<number>;
  /** How the covariance is estimated; shrunk to a constant correlation unless given, which leaves each variance as it is. */
  readonly covariance?: CovarianceMethod;
  /** How the correlations are; Pearson's unless given. */
  readonly correlation?: CorrelationMethod;
}

/** One asset, trader or position in the whole. */
export interface PortfolioPart {
  readonly id: string;
  readonly weight: number;
  /** Of the part as large as it is held, by period. */
  readonly volatility: number;
  /** Its share of the whole's volatility; they add up to 1. Null where the whole does not move. */
  readonly share: number | null;
  /** Mean correlation with the other parts. */
  readonly meanCorrelation: number;
  /** Number of its cluster, from 1, in the order of the heat map. */
  readonly cluster: number;
}

/** All that is said of a portfolio. */
export interface PortfolioDescription {
  readonly n: number;
  readonly covariance: Covariance;
  readonly correlations: Correlations;
  readonly clusters: Clusters;
  /** By period, in the unit of the panel. */
  readonly volatility: number;
  readonly diversificationRatio: Figure;
  readonly diversificationScore: Figure;
  readonly effectiveBets: Figure;
  /** Of the parts' own volatilities: how unevenly risk is spread before any of it cancels. */
  readonly herfindahl: Figure;
  readonly effectiveNumber: Figure;
  readonly parts: readonly PortfolioPart[];
  readonly proposals: readonly Proposal[];
}

/**
 * Describes a portfolio by the returns of its assets, or a book by the P&L of its parts: correlations, clusters,
 * diversification, who carries the risk, and what other sizes would do.
 * @throws `NO_DEVIATION`, `BAD_WEIGHTS`, `TOO_FEW_OBSERVATIONS`
 */
export function describePortfolio(panel: Panel, options: PortfolioOptions = {}): PortfolioDescription {
  const correlations = correlationMatrix(panel, options.correlation);
  const covariance = estimate(panel, options.covariance);
  const invested = options.weights !== undefined;
  const weights = requireWeights(options.weights ?? panel.ids.map(() => 1), panel.ids, invested ? 1 : null);
  const clusters = clustersOf(correlations, options);
  const split = volatilityContributions(weights, covariance);
  const own = deviations(covariance).map((deviation, i) => Math.abs(weights[i]!) * deviation);
  const means = meanCorrelations(correlations);
  return {
    n: panel.n,
    covariance,
    correlations,
    clusters,
    volatility: volatilityOf(weights, covariance),
    diversificationRatio: diversificationRatio(weights, covariance),
    diversificationScore: diversificationScore(weights, covariance),
    effectiveBets: effectiveBets(weights, covariance),
    herfindahl: herfindahl(own),
    effectiveNumber: effectiveNumber(own),
    parts: panel.ids.map((id, i) => ({
      id,
      weight: weights[i]!,
      volatility: own[i]!,
      share: isDefined(split) ? split.share[i]! : null,
      meanCorrelation: means[i]!,
      cluster: clusters.groups.findIndex(group => group.includes(id)) + 1,
    })),
    proposals: proposals(weights, covariance, { invested }),
  };
}

function estimate(panel: Panel, method: CovarianceMethod = "constant-correlation"): Covariance {
  if (method === "sample") return sampleCovariance(panel);
  if (method === "ewma") return ewmaCovariance(panel);
  return method === "ledoit-wolf" ? ledoitWolf(panel) : constantCorrelation(panel);
}
