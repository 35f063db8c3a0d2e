import type { IsoDate } from "../../core/index.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, mapFigure, Undefined } from "../figure.js";
import { growth } from "../growth.js";
import type { MeasureRecord } from "../measure.js";
import { type Series, sampleOf } from "../sample.js";

/** A stretch below an earlier peak. All positions are indices into the series. */
export interface DrawdownEpisode {
  /** Deepest point, negative, in the unit of the drawdowns. */
  readonly depth: number;
  /** Last observation at the peak; −1 where the peak is the starting capital. */
  readonly peak: number;
  readonly trough: number;
  /** First observation back at the peak or above; null while it lasts. */
  readonly recovery: number | null;
  /** Observations below the peak. */
  readonly length: number;
}

/**
 * All stretches below a peak, in time order.
 * @param drawdowns after each observation, 0 or negative, compounded or additive
 * @param options.noise a fall no deeper than this is rounding at the peak (1e-14 by default, fit for fractions)
 */
export function drawdownEpisodes(drawdowns: Float64Array, options: { noise?: number } = {}): DrawdownEpisode[] {
  const floor = -(options.noise ?? 1e-14);
  const episodes: DrawdownEpisode[] = [];
  for (let i = 0; i < drawdowns.length; i++) {
    if (drawdowns[i]! >= floor) continue;
    const start = i;
    let trough = i;
    for (; i < drawdowns.length && drawdowns[i]! < floor; i++) if (drawdowns[i]! < drawdowns[trough]!) trough = i;
    const recovery = i < drawdowns.length ? i : null;
    episodes.push({ depth: drawdowns[trough]!, peak: start - 1, trough, recovery, length: i - start });
  }
  return episodes;
}

/** The deepest of the episodes (the first of equals); undefined where there is none. */
export function deepestEpisode(episodes: readonly DrawdownEpisode[]): DrawdownEpisode | undefined {
  return episodes.reduce<DrawdownEpisode | undefined>(
    (deepest, episode) => (deepest === undefined || episode.depth < deepest.depth ? episode : deepest),
    undefined,
  );
}

/**
 * The deepest compounded drawdown with its dates, and what all episodes have in common. `peak_date` is null where the peak
 * is the starting capital, `recovery_date` while the drawdown lasts.
 * @returns undefined where the series never falls below a peak
 */
export function drawdownRecord(returns: Series, dates: readonly IsoDate[]): Figure<MeasureRecord> {
  const sample = sampleOf(returns, "returns");
  return mapFigure(growth(sample), path => {
    const episodes = drawdownEpisodes(path.drawdowns);
    const deepest = deepestEpisode(episodes);
    if (deepest === undefined) return new Undefined(`no drawdown in ${sample.n} observations`);
    return {
      peak_date: dates[deepest.peak] ?? null,
      trough_date: dates[deepest.trough]!,
      recovery_date: deepest.recovery === null ? null : dates[deepest.recovery]!,
      n_episodes: episodes.length,
      longest_underwater_obs: Math.max(...episodes.map(episode => episode.length)),
      avg_episode_depth: episodes.reduce((total, episode) => total + episode.depth, 0) / episodes.length,
    };
  });
}

export const drawdownEpisodeMeasure: ReturnMeasure = {
  id: "max_drawdown_episode",
  label: "Deepest drawdown",
  group: "drawdown",
  unit: "record",
  format: { kind: "text" },
  definition:
    "the deepest compounded drawdown: last date at the peak, trough, first date back at the peak (null while it lasts); " +
    "number of episodes, longest stretch under water in observations, mean depth",
  source: "Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4",
  recommended: true,
  compute: ({ returns, dates }) =>
    dates === null ? new Undefined("needs the dates of the observations") : drawdownRecord(returns, dates),
};
