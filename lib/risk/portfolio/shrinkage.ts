import { dot } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Covariance, centred, requireObservations, scatter } from "./covariance.js";
import type { Panel } from "./panel.js";

/**
 * Ledoit and Wolf's covariance: the population covariance S shrunk towards the identity times the mean variance m, by the share
 * that loses least on average. The figures are those of scikit-learn's `LedoitWolf`. It moves variances too, towards their mean:
 * for returns of like size; P&L of large and small parts is better shrunk by `constantCorrelation`.
 * @throws `TOO_FEW_OBSERVATIONS` under two observations
 * @see Ledoit & Wolf (2004), A well-conditioned estimator for large-dimensional covariance matrices, Journal of Multivariate
 *   Analysis 88(2), 365–411
 */
export function ledoitWolf(panel: Panel): Covariance {
  requireObservations(panel, 2);
  const { n, ids } = panel;
  const series = centred(panel);
  const matrix = scatter(series, 1 / n);
  const { size, values } = matrix;
  let trace = 0;
  for (let i = 0; i < size; i++) trace += values[i * size + i]!;
  const target = trace / size;
  const squares = dot(values, values);
  const distance = (squares - 2 * target * trace + size * target ** 2) / size;
  let fourths = 0;
  for (let t = 0; t < n; t++) {
    let square = 0;
    for (const each of series) square += each[t]! ** 2;
    fourths += square ** 2;
  }
  const noise = Math.min((fourths / n - squares) / (size * n), distance);
  const shrinkage = distance > 0 && noise > 0 ? noise / distance : 0;
  for (let at = 0; at < values.length; at++) values[at]! *= 1 - shrinkage;
  for (let i = 0; i < size; i++) values[i * size + i]! += shrinkage * target;
  return { ids, matrix, n, method: "ledoit-wolf", shrinkage };
}

/**
 * The population covariance shrunk towards one in which all pairs have the mean correlation: for assets of one kind, such as
 * stocks of one market.
 * @throws `TOO_FEW_OBSERVATIONS` under two observations
 * @see Ledoit & Wolf (2004), Honey, I shrunk the sample covariance matrix, Journal of Portfolio Management 30(4), 110–119
 */
export function constantCorrelation(panel: Panel): Covariance {
  requireObservations(panel, 2);
  const { n, ids } = panel;
  const series = centred(panel);
  const matrix = scatter(series, 1 / n);
  const { size, values } = matrix;
  const deviation = series.map((_, i) => Math.sqrt(values[i * size + i]!));
  const average = meanCorrelation(values, deviation);
  const target = values.map((value, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return i === j ? value : average * deviation[i]! * deviation[j]!;
  });
  const distance = values.reduce((sum, value, at) => sum + (value - target[at]!) ** 2, 0);
  const noise = noiseBesideTarget(series, values, deviation, average);
  const shrinkage = distance > 0 ? Math.max(0, Math.min(1, noise / distance / n)) : 0;
  const shrunk = values.map((value, at) => (1 - shrinkage) * value + shrinkage * target[at]!);
  return { ids, matrix: { size, values: shrunk }, n, method: "constant-correlation", shrinkage };
}

function meanCorrelation(values: Float64Array, deviation: readonly number[]): number {
  const size = deviation.length;
  if (size < 2) return 0;
  let total = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const product = deviation[i]! * deviation[j]!;
      if (product > 0) total += values[i * size + j]! / product;
    }
  }
  return total / ((size * (size - 1)) / 2);
}

/** π̂ − ρ̂ of the paper's appendix B: the variance of the sample's entries less their covariance with the target's. */
function noiseBesideTarget(
  series: readonly Float64Array[],
  values: Float64Array,
  deviation: readonly number[],
  average: number,
): number {
  const size = series.length;
  const n = series[0]!.length;
  let total = 0;
  for (let i = 0; i < size; i++) {
    const x = series[i]!;
    for (let j = 0; j < size; j++) {
      if (i === j) continue;
      const y = series[j]!;
      const [own, shared] = [values[i * size + i]!, values[i * size + j]!];
      let [variance, withOwn] = [0, 0];
      for (let t = 0; t < n; t++) {
        const product = x[t]! * y[t]!;
        variance += (product - shared) ** 2;
        withOwn += (x[t]! ** 2 - own) * (product - shared);
      }
      // Both halves of ϑ are alike with i and j exchanged, so one of them counts for each ordered pair.
      const ratio = deviation[i]! > 0 ? deviation[j]! / deviation[i]! : 0;
      total += (variance - average * ratio * withOwn) / n;
    }
  }
  return total;
}

/** What the catalogue says of them. */
export const shrinkageEntries: readonly CatalogueEntry[] = [
  {
    id: "covariance_ledoit_wolf",
    label: "Ledoit–Wolf covariance",
    unit: "squared",
    definition:
      "population covariance shrunk towards the mean variance times the identity, by the share that loses least; as in scikit-learn",
    source: "Ledoit & Wolf (2004), Journal of Multivariate Analysis 88(2), 365–411",
    recommended: true,
  },
  {
    id: "covariance_constant_correlation",
    label: "Constant-correlation covariance",
    unit: "squared",
    definition: "population covariance shrunk towards one with the mean correlation for all pairs; variances stay",
    source: "Ledoit & Wolf (2004), Journal of Portfolio Management 30(4), 110–119",
    recommended: true,
  },
];
