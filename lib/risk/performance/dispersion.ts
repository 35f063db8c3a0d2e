import type { ReturnMeasure } from "../definition.js";
import { type Figure, tooFew } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";

/** Mean absolute deviation from the mean, in the unit of the series. */
export function meanAbsoluteDeviation(series: Series): Figure {
  const { n, mean, values } = sampleOf(series);
  let total = 0;
  for (const value of values) total += Math.abs(value - mean);
  return tooFew(n, 1) ?? total / n;
}

/** Root mean square of the deviations below the mean, over all n observations. */
export function semiDeviation(series: Series): Figure {
  const { n, mean, values } = sampleOf(series);
  let total = 0;
  for (const value of values) if (value < mean) total += (value - mean) ** 2;
  return tooFew(n, 1) ?? Math.sqrt(total / n);
}

const percent = {
  inSeriesUnit: true,
  group: "distribution",
  unit: "fraction",
  format: { kind: "percent", digits: 2 },
  recommended: true,
} as const;

export const dispersionMeasures: readonly ReturnMeasure[] = [
  {
    ...percent,
    id: "mad",
    label: "Mean absolute deviation",
    definition: "mean of |r − mean(r)|, per period",
    source: "Konno & Yamazaki (1991), Management Science 37(5), 519–531",
    compute: ({ returns }) => meanAbsoluteDeviation(returns),
  },
  {
    ...percent,
    id: "semi_deviation_mean_n",
    label: "Semi-deviation",
    definition: "√(mean of min(r − mean(r), 0)²) over all n observations, per period",
    source: "Markowitz (1959), Portfolio Selection, ch. 9",
    compute: ({ returns }) => semiDeviation(returns),
  },
];
