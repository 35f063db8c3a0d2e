import { shortRecord } from "../annualisation.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, tooFew, Undefined } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";

/**
 * Mean return over the downside deviation about 0, times √P.
 * @returns undefined where no observation is below 0
 * @see Sortino & van der Meer (1991), Journal of Portfolio Management 17(4), 27–31
 */
export function sortinoRatio(returns: Series, { periodsPerYear }: { periodsPerYear: number }): Figure {
  const sample = sampleOf(returns, "returns");
  const { n, tally } = sample;
  if (n === 0) return tooFew(n, 1)!;
  if (tally.defeats === 0) return new Undefined(`no losing observation in ${n}`);
  return (sample.mean / Math.sqrt(tally.lossSquares / n)) * Math.sqrt(periodsPerYear);
}

export const sortinoMeasure: ReturnMeasure = {
  id: "sortino",
  label: "Sortino ratio",
  group: "risk-adjusted",
  unit: "ratio",
  format: { kind: "ratio", digits: 2 },
  definition: "mean(r) over √(mean of min(r, 0)²), over all n observations, times √P; minimum acceptable return 0",
  source: "Sortino & van der Meer (1991), Journal of Portfolio Management 17(4), 27–31",
  recommended: true,
  compute: context => sortinoRatio(context.returns, context),
  warn: shortRecord,
};
