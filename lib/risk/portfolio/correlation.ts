import { RiskbookError } from "../../core/index.js";
import { averageRanks, correlation, kendallCorrelation, type SquareMatrix } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import type { Panel } from "./panel.js";

/** Pearson's of the values, Spearman's of their ranks, Kendall's τ-b of pairs in the same order. */
export const CORRELATION_METHODS = ["pearson", "spearman", "kendall"] as const;
export type CorrelationMethod = (typeof CORRELATION_METHODS)[number];

/** Correlations of the ids with each other. */
export interface Correlations {
  readonly ids: readonly string[];
  readonly matrix: SquareMatrix;
  readonly n: number;
  readonly method: CorrelationMethod;
}

/**
 * Correlations of each two series of a panel.
 * @throws `NO_DEVIATION` naming a series that does not move: it is correlated with nothing; `TOO_FEW_OBSERVATIONS`
 */
export function correlationMatrix(panel: Panel, method: CorrelationMethod = "pearson"): Correlations {
  const { ids, n } = panel;
  if (n < 3) {
    throw new RiskbookError("TOO_FEW_OBSERVATIONS", `A correlation needs 3 observations at least; there are ${n}.`);
  }
  const series = method === "spearman" ? panel.series.map(averageRanks) : panel.series;
  const of = method === "kendall" ? kendallCorrelation : correlation;
  const size = ids.length;
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    if (Number.isNaN(of(series[i]!, series[i]!))) {
      throw new RiskbookError(
        "NO_DEVIATION",
        `${ids[i]} is the same in all ${n} observations, so it is correlated with nothing; leave it out.`,
      );
    }
    values[i * size + i] = 1;
    for (let j = 0; j < i; j++) values[i * size + j] = values[j * size + i] = of(series[i]!, series[j]!);
  }
  return { ids, matrix: { size, values }, n, method };
}

/** Mean correlation of each id with the others; 0 where it is alone. */
export function meanCorrelations({ ids, matrix: { size, values } }: Correlations): number[] {
  return ids.map((_, i) => {
    let total = 0;
    for (let j = 0; j < size; j++) if (j !== i) total += values[i * size + j]!;
    return size > 1 ? total / (size - 1) : 0;
  });
}

/** What the catalogue says of them. */
export const correlationEntries: readonly CatalogueEntry[] = [
  {
    id: "correlation_pearson",
    label: "Correlation",
    unit: "ratio",
    definition: "covariance over the product of the deviations",
    source: "Pearson (1896), Philosophical Transactions of the Royal Society A 187, 253–318",
    recommended: true,
  },
  {
    id: "correlation_spearman",
    label: "Rank correlation (Spearman)",
    unit: "ratio",
    definition: "correlation of the ranks; equal values share the mean of theirs",
    source: "Spearman (1904), American Journal of Psychology 15(1), 72–101",
    recommended: true,
  },
  {
    id: "correlation_kendall",
    label: "Rank correlation (Kendall)",
    unit: "ratio",
    definition: "τ-b: pairs in the same order less pairs in the other, over the pairs that are not tied",
    source: "Kendall (1945), Biometrika 33, 239–251",
    recommended: true,
  },
];
