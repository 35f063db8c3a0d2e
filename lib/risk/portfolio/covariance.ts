import { RiskbookError } from "../../core/index.js";
import { dot, mean, type SquareMatrix } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import type { Panel } from "./panel.js";

/** How a covariance is estimated. */
export const COVARIANCE_METHODS = ["constant-correlation", "ledoit-wolf", "sample", "ewma"] as const;
export type CovarianceMethod = (typeof COVARIANCE_METHODS)[number];

/** Covariances of the ids' returns or P&L by period. */
export interface Covariance {
  readonly ids: readonly string[];
  readonly matrix: SquareMatrix;
  /** Observations that it rests on. */
  readonly n: number;
  readonly method: CovarianceMethod;
  /** Share of the target in a shrunk covariance; null where nothing was shrunk. */
  readonly shrinkage: number | null;
}

/** Sample covariance with n − 1 about the means. @throws `TOO_FEW_OBSERVATIONS` under two observations */
export function sampleCovariance(panel: Panel): Covariance {
  requireObservations(panel, 2);
  const matrix = scatter(centred(panel), 1 / (panel.n - 1));
  return { ids: panel.ids, matrix, n: panel.n, method: "sample", shrinkage: null };
}

/**
 * Exponentially weighted covariance, Σ ← λΣ + (1 − λ)rrᵀ from the oldest to the newest observation, about zero. It starts at
 * the sample covariance of the panel.
 * @param options.lambda 0.94 for days, 0.97 for months
 * @throws `BAD_DECAY`, `TOO_FEW_OBSERVATIONS`
 * @see J.P. Morgan/Reuters (1996), RiskMetrics Technical Document, 4th ed., section 5.2
 */
export function ewmaCovariance(panel: Panel, options: { lambda?: number } = {}): Covariance {
  const { lambda = 0.94 } = options;
  if (!(lambda > 0 && lambda < 1)) {
    throw new RiskbookError("BAD_DECAY", `The decay was ${lambda}; it lies between 0 and 1, such as 0.94 for days.`);
  }
  const { matrix } = sampleCovariance(panel);
  const { size, values } = matrix;
  for (let t = 0; t < panel.n; t++) {
    for (let i = 0; i < size; i++) {
      const x = (1 - lambda) * panel.series[i]![t]!;
      for (let j = 0; j < size; j++) values[i * size + j] = lambda * values[i * size + j]! + x * panel.series[j]![t]!;
    }
  }
  return { ids: panel.ids, matrix, n: panel.n, method: "ewma", shrinkage: null };
}

/** Standard deviation of each. */
export function deviations({ matrix: { size, values } }: Pick<Covariance, "matrix">): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => Math.sqrt(Math.max(0, values[i * size + i]!)));
}

/** Correlations that a covariance implies; 0 beside an asset without variance, 1 with itself. */
export function correlationOfCovariance(covariance: Pick<Covariance, "matrix">): SquareMatrix {
  const { size, values } = covariance.matrix;
  const deviation = deviations(covariance);
  const correlations = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const product = deviation[i]! * deviation[j]!;
      correlations[i * size + j] =
        i === j ? 1 : product === 0 ? 0 : Math.max(-1, Math.min(1, values[i * size + j]! / product));
    }
  }
  return { size, values: correlations };
}

/** Mean of each series. */
export function meansOf(panel: Panel): Float64Array {
  return Float64Array.from(panel.series, values => mean(values));
}

/** Each series less its mean. */
export function centred(panel: Panel): Float64Array[] {
  return panel.series.map(values => {
    const centre = mean(values);
    return values.map(value => value - centre);
  });
}

/** Sums of products of each two series, times a factor. */
export function scatter(series: readonly Float64Array[], factor: number): SquareMatrix {
  const size = series.length;
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) values[i * size + j] = values[j * size + i] = factor * dot(series[i]!, series[j]!);
  }
  return { size, values };
}

/** @throws `TOO_FEW_OBSERVATIONS` */
export function requireObservations({ n }: Panel, needed: number): void {
  if (n >= needed) return;
  throw new RiskbookError(
    "TOO_FEW_OBSERVATIONS",
    `A covariance needs ${needed} observations at least; there are ${n}.`,
  );
}

/** What the catalogue says of them. */
export const covarianceEntries: readonly CatalogueEntry[] = [
  {
    id: "covariance_sample",
    label: "Sample covariance",
    unit: "squared",
    definition: "mean product of deviations from the means, n−1",
    source: "Markowitz (1952), Journal of Finance 7(1), 77–91",
    recommended: false,
  },
  {
    id: "covariance_ewma",
    label: "EWMA covariance",
    unit: "squared",
    definition: "Σ ← λΣ + (1−λ)rrᵀ, λ = 0.94 for days, about zero, from the sample covariance on",
    source: "J.P. Morgan/Reuters (1996), RiskMetrics Technical Document, 4th ed., section 5.2",
    recommended: true,
  },
];
