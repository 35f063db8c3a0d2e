import { RiskbookError } from "../../core/index.js";

/** Equity within a session: best and worst of each step, oldest first, as P&L from 0 at the opening. */
export interface IntradayPath {
  /** Milliseconds since 1970, UTC. */
  readonly timeMs: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The deepest fall from a peak within a session. */
export interface IntradayDrawdown {
  /** Money, 0 or negative. */
  readonly drawdown: number;
  /** When it was deepest; NaN where equity never fell. */
  readonly troughMs: number;
  /** The peak before it: 0 at the opening, or the best since. */
  readonly peak: number;
}

/**
 * Intraday trailing drawdown: the worst equity of each step against the best of all steps before it, open P&L included. Which
 * of a minute's extremes came first is unknown; its own best is no peak of its own worst, so that the figure is the least it
 * can have been.
 * @throws RiskbookError `LENGTH_MISMATCH`
 */
export function intradayDrawdown({ timeMs, low, high }: IntradayPath): IntradayDrawdown {
  if (low.length !== timeMs.length || high.length !== timeMs.length) {
    throw new RiskbookError(
      "LENGTH_MISMATCH",
      `There are ${timeMs.length} times, ${low.length} lows and ${high.length} highs; give one of each.`,
    );
  }
  let deepest: IntradayDrawdown = { drawdown: 0, troughMs: Number.NaN, peak: 0 };
  let peak = 0;
  for (let i = 0; i < timeMs.length; i++) {
    if (low[i]! - peak < deepest.drawdown) deepest = { drawdown: low[i]! - peak, troughMs: timeMs[i]!, peak };
    if (high[i]! > peak) peak = high[i]!;
  }
  return deepest;
}
