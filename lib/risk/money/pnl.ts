import type { IsoDate } from "../../core/index.js";
import { type Annualisation, notAnnualised } from "../annualisation.js";
import { deepestEpisode, drawdownEpisodes } from "../drawdown/episodes.js";
import { maxAdditiveDrawdown } from "../drawdown/max-drawdown.js";
import { additiveDrawdowns } from "../drawdown/path.js";
import { type Figure, mapFigure, tooFew, Undefined } from "../figure.js";
import type { MeasureRecord } from "../measure.js";
import { type Series, sampleOf } from "../sample.js";

/**
 * Deepest fall of equity from its peak as a fraction of that peak, where equity is the capital base plus the P&L so far.
 * Below −1 more was lost than the peak held.
 * @param options.capitalBase positive, in the currency of the P&L
 */
export function maxDrawdownOfPeakEquity(pnl: Series, { capitalBase }: { capitalBase: number }): Figure {
  const sample = sampleOf(pnl, "P&L");
  let [equity, peak, deepest] = [capitalBase, capitalBase, 0];
  for (const amount of sample.values) {
    equity += amount;
    if (equity > peak) peak = equity;
    deepest = Math.min(deepest, equity / peak - 1);
  }
  return tooFew(sample.n, 1) ?? deepest;
}

/** P&L a year over the deepest additive drawdown, both in money. Undefined without a drawdown and for under a year. */
export function moneyCalmar(pnl: Series, options: Annualisation): Figure {
  const sample = sampleOf(pnl, "P&L");
  return mapFigure(maxAdditiveDrawdown(sample), deepest => {
    if (deepest === 0) return new Undefined(`no drawdown in ${sample.n} observations`);
    return notAnnualised(sample.n, options) ?? (sample.mean * options.periodsPerYear) / -deepest;
  });
}

/**
 * The deepest additive drawdown with its dates; `peak_date` is null where the peak is the start, `recovery_date` while it
 * lasts. Undefined where the P&L never falls below an earlier peak.
 */
export function moneyDrawdownRecord(pnl: Series, dates: readonly IsoDate[]): Figure<MeasureRecord> {
  const sample = sampleOf(pnl, "P&L");
  const drawdowns = additiveDrawdowns(sample.values);
  const turnover = sample.tally.gains + sample.tally.losses;
  const deepest = deepestEpisode(drawdownEpisodes(drawdowns, { noise: turnover * 1e-14 }));
  if (deepest === undefined) return tooFew(sample.n, 1) ?? new Undefined(`no drawdown in ${sample.n} observations`);
  return {
    depth: deepest.depth,
    peak_date: dates[deepest.peak] ?? null,
    trough_date: dates[deepest.trough]!,
    recovery_date: deepest.recovery === null ? null : dates[deepest.recovery]!,
    underwater_obs: deepest.length,
  };
}
