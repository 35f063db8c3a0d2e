import { correlation } from "../../numeric/index.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, tooFew, Undefined } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";
import { noDeviation } from "./sharpe.js";

/** Pearson's correlation of the series with itself one period later. Needs three observations that are not constant. */
export function autocorrelation(series: Series): Figure {
  const sample = sampleOf(series);
  const { n, values } = sample;
  const undefinedBecause = tooFew(n, 3) ?? noDeviation(sample);
  if (undefinedBecause) return undefinedBecause;
  const r = correlation(values.subarray(0, n - 1), values.subarray(1));
  return Number.isNaN(r) ? new Undefined("the series is constant but for one end") : r;
}

export const autocorrelationMeasure: ReturnMeasure = {
  id: "autocorr_lag1",
  label: "Autocorrelation",
  group: "distribution",
  unit: "ratio",
  format: { kind: "ratio", digits: 3 },
  definition: "Pearson correlation of r(t−1) and r(t), each about its own mean",
  source: "Lo (2002), Financial Analysts Journal 58(4), 36–52",
  recommended: true,
  compute: ({ returns }) => autocorrelation(returns),
};
