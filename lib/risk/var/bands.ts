import { binomialAtLeast, expectedCount } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, mapFigure, tooFew } from "../figure.js";
import { type BootstrapOptions, bootstrapInterval, type Interval } from "../inference/stationary-bootstrap.js";
import { type Series, sampleOf } from "../sample.js";
import { tailOf } from "../tail/level.js";
import type { VarModel } from "./model.js";

/** Between which losses the true quantile lies. */
export interface QuantileBand {
  readonly low: number;
  readonly high: number;
  /** What the band covers for independent P&L; at least what was asked where the tail is long enough. */
  readonly coverage: number;
}

/**
 * Band of a historical VaR by order statistics: the ranks between which the true quantile lies with the coverage asked for,
 * by the binomial distribution, whatever that of the P&L. It takes periods for independent.
 * @see Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2; Dowd (2006), Financial Markets, Institutions & Instruments 15(1)
 */
export function orderStatisticBand(
  pnl: Series,
  options: { confidence: number; coverage?: number },
): Figure<QuantileBand> {
  const sample = sampleOf(pnl, "P&L");
  const alpha = tailOf(options.confidence);
  const side = (1 - (options.coverage ?? 0.95)) / 2;
  const few = tooFew(sample.n, 2);
  if (few) return few;
  const atMost = (count: number): number => 1 - binomialAtLeast(count + 1, sample.n, alpha);
  let upper = 1;
  while (upper < sample.n && atMost(upper - 1) < 1 - side) upper++;
  let lower = Math.max(1, Math.floor(expectedCount(sample.n, alpha)));
  while (lower > 1 && atMost(lower - 1) > side) lower--;
  return {
    low: 0 - sample.sorted[upper - 1]!,
    high: 0 - sample.sorted[lower - 1]!,
    coverage: atMost(upper - 1) - atMost(lower - 1),
  };
}

/** Bootstrap intervals of a model's VaR and ES, periods resampled in blocks. */
export function bootstrapBands(
  model: VarModel,
  pnl: Series,
  options: { confidence: number; bootstrap?: BootstrapOptions },
): Figure<{ readonly var: Interval; readonly es: Interval }> {
  const of = (measure: "var" | "es"): Figure<Interval> =>
    bootstrapInterval(
      pnl,
      drawn => mapFigure(model.forecast(drawn, options.confidence), tail => tail[measure]),
      options.bootstrap,
    );
  return mapFigure(of("var"), value => mapFigure(of("es"), es => ({ var: value, es })));
}

export const bandEntry: CatalogueEntry = {
  id: "var_band",
  label: "Band of a historical VaR",
  unit: "P&L",
  definition: "order statistics between which the quantile lies by the binomial distribution, for independent periods",
  source: "Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2",
  recommended: true,
};
