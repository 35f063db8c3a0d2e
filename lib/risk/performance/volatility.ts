import { shortRecord } from "../annualisation.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, tooFew } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";

/** Sample standard deviation (n − 1) times √P, in the unit of the series; 0 for a constant one. Needs two observations. */
export function annualisedVolatility(series: Series, { periodsPerYear }: { periodsPerYear: number }): Figure {
  const sample = sampleOf(series);
  return tooFew(sample.n, 2) ?? sample.deviation * Math.sqrt(periodsPerYear);
}

/** Root mean square of the values below 0 over all n observations, times √P; 0 where there are none. */
export function downsideDeviation(series: Series, { periodsPerYear }: { periodsPerYear: number }): Figure {
  const sample = sampleOf(series);
  return tooFew(sample.n, 1) ?? Math.sqrt(sample.tally.lossSquares / sample.n) * Math.sqrt(periodsPerYear);
}

const percent = {
  group: "performance",
  unit: "fraction",
  format: { kind: "percent", digits: 2 },
  recommended: true,
} as const;

export const volatilityMeasures: readonly ReturnMeasure[] = [
  {
    ...percent,
    id: "ann_vol",
    label: "Volatility",
    definition: "sample standard deviation (n−1) times √P",
    source: "Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4",
    compute: context => annualisedVolatility(context.returns, context),
    warn: shortRecord,
  },
  {
    ...percent,
    id: "downside_deviation_ann",
    label: "Downside deviation",
    definition: "√(mean of min(r, 0)²) times √P, over all n observations, minimum acceptable return 0",
    source: "Sortino & van der Meer (1991), Journal of Portfolio Management 17(4), 27–31",
    compute: context => downsideDeviation(context.returns, context),
    warn: shortRecord,
  },
];
