import type { ReturnMeasure } from "../definition.js";
import { type Figure, tooFew } from "../figure.js";
import { type Sample, type Series, sampleOf } from "../sample.js";
import { noDeviation } from "./sharpe.js";

/** Skewness m₃/m₂^1.5 of population moments. Undefined for a constant series. */
export function skewness(series: Series): Figure {
  const sample = sampleOf(series);
  return noDeviation(sample) ?? populationSkewness(sample);
}

/** Excess kurtosis m₄/m₂² − 3 of population moments: 0 for a normal distribution. Undefined for a constant series. */
export function excessKurtosis(series: Series): Figure {
  const sample = sampleOf(series);
  return noDeviation(sample) ?? populationExcessKurtosis(sample);
}

/** G₁, skewness corrected for bias under normality. Needs three observations. */
export function sampleSkewness(series: Series): Figure {
  const sample = sampleOf(series);
  const { n } = sample;
  return tooFew(n, 3) ?? noDeviation(sample) ?? (populationSkewness(sample) * Math.sqrt(n * (n - 1))) / (n - 2);
}

/** G₂, excess kurtosis corrected for bias under normality. Needs four observations. */
export function sampleExcessKurtosis(series: Series): Figure {
  const sample = sampleOf(series);
  const { n } = sample;
  const correct = (g2: number): number => ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * g2 + 6);
  return tooFew(n, 4) ?? noDeviation(sample) ?? correct(populationExcessKurtosis(sample));
}

function populationSkewness({ moments }: Sample): number {
  return moments.m3 / (moments.m2 * Math.sqrt(moments.m2));
}

function populationExcessKurtosis({ moments }: Sample): number {
  return moments.m4 / (moments.m2 * moments.m2) - 3;
}

const SOURCE = "Joanes & Gill (1998), Journal of the Royal Statistical Society D 47(1), 183–189";
const ratio = { group: "distribution", unit: "ratio", format: { kind: "ratio", digits: 2 }, source: SOURCE } as const;

export const shapeMeasures: readonly ReturnMeasure[] = [
  {
    ...ratio,
    id: "skewness_population",
    label: "Skewness",
    definition: "m₃/m₂^1.5 of population moments (g₁)",
    recommended: true,
    compute: ({ returns }) => skewness(returns),
  },
  {
    ...ratio,
    id: "skewness_sample",
    label: "Skewness (sample)",
    definition: "G₁: g₁·√(n(n−1))/(n−2), corrected for bias",
    recommended: false,
    compute: ({ returns }) => sampleSkewness(returns),
  },
  {
    ...ratio,
    id: "excess_kurtosis_population",
    label: "Excess kurtosis",
    definition: "m₄/m₂² − 3 of population moments (g₂)",
    recommended: true,
    compute: ({ returns }) => excessKurtosis(returns),
  },
  {
    ...ratio,
    id: "excess_kurtosis_sample",
    label: "Excess kurtosis (sample)",
    definition: "G₂: (n−1)/((n−2)(n−3))·((n+1)g₂ + 6), corrected for bias",
    recommended: false,
    compute: ({ returns }) => sampleExcessKurtosis(returns),
  },
];
