import { quantileSorted } from "../../numeric/index.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, tooFew, Undefined } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";

/** Size of the 95% quantile over that of the 5% quantile (type 7). Undefined where the lower one is zero. */
export function tailRatio(returns: Series): Figure {
  const sample = sampleOf(returns, "returns");
  if (sample.n === 0) return tooFew(0, 1)!;
  const lower = quantileSorted(sample.sorted, 0.05);
  if (lower === 0) return new Undefined("the 5% quantile is zero");
  return Math.abs(quantileSorted(sample.sorted, 0.95) / lower);
}

export const tailRatioMeasure: ReturnMeasure = {
  id: "tail_ratio",
  label: "Tail ratio",
  group: "distribution",
  unit: "ratio",
  format: { kind: "ratio", digits: 2 },
  definition: "|95% quantile| over |5% quantile|, Hyndman–Fan type 7",
  source: "Hyndman & Fan (1996), The American Statistician 50(4), 361–365, for the quantile",
  recommended: true,
  compute: ({ returns }) => tailRatio(returns),
};
