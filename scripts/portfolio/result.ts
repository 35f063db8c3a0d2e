import type { IsoDate } from "../../lib/core/index.js";
import { type Figure, isDefined, type PortfolioDescription, type UnpricedAsset } from "../../lib/risk/index.js";

/** A portfolio or a book described, and where it came from. */
export interface PortfolioResult {
  readonly source: string;
  /** What the parts are, such as `trader` or `asset`. */
  readonly noun: string;
  /** A currency code for P&L, `fraction` for returns. */
  readonly unit: string;
  /** Which P&L it is; null for returns. */
  readonly kind: "actual" | "realised" | null;
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly leftOut: readonly UnpricedAsset[];
  readonly description: PortfolioDescription;
}

/** The result as `--json` prints it: matrices as rows, undefined figures as null with their reasons beside them. */
export function portfolioJson(result: PortfolioResult): object {
  const { description, ...head } = result;
  const { n, covariance, correlations, clusters, volatility, parts, proposals } = description;
  const { ids } = covariance;
  const figures = {
    ratio: description.diversificationRatio,
    score: description.diversificationScore,
    effectiveBets: description.effectiveBets,
    herfindahl: description.herfindahl,
    effectiveNumber: description.effectiveNumber,
  };
  return {
    ...head,
    n,
    names: ids,
    covariance: {
      method: covariance.method,
      shrinkage: covariance.shrinkage,
      matrix: rowsOf(covariance.matrix.values, ids.length),
    },
    correlation: { method: correlations.method, matrix: rowsOf(correlations.matrix.values, ids.length) },
    clusters: { order: clusters.order.map(at => ids[at]), groups: clusters.groups, silhouette: clusters.silhouette },
    volatility,
    diversification: { ...mapped(figures, value => (isDefined(value) ? value : null)), reasons: reasonsOf(figures) },
    parts,
    proposals: proposals.map(proposal => ({
      ...proposal,
      weights: proposal.weights === null ? null : Object.fromEntries(ids.map((id, i) => [id, proposal.weights![i]!])),
    })),
  };
}

function rowsOf(values: Float64Array, size: number): number[][] {
  return Array.from({ length: size }, (_, row) => [...values.subarray(row * size, (row + 1) * size)]);
}

function mapped<T, U>(values: Readonly<Record<string, T>>, of: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, of(value)]));
}

function reasonsOf(figures: Readonly<Record<string, Figure>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([key, figure]) => (isDefined(figure) ? [] : [[key, figure.reason]])),
  );
}
