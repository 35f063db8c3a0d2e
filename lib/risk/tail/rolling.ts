import { lowerBound, quantileSorted } from "../../numeric/index.js";
import { type KupiecTest, kupiecTest } from "../backtest/kupiec.js";
import { requireWindow } from "../backtest/window.js";
import { type Series, sampleOf } from "../sample.js";
import { tailOf } from "./level.js";

export interface RollingVarOptions {
  /** Sessions that each day's VaR looks back on, not counting the day itself. */
  readonly window: number;
  /** Such as 0.99. */
  readonly confidence: number;
  readonly quantile?: "order" | "type7";
}

/** A VaR beside the P&L it was to bound. Element i of `values` belongs to observation `start` + i of the series. */
export interface RollingVar {
  /** First observation that has a full window before it. */
  readonly start: number;
  /** Positive for a loss, in the unit of the series. */
  readonly values: Float64Array;
  /** Indices into the whole series where the loss was greater than the VaR. */
  readonly exceptions: readonly number[];
  /** Whether the number of exceptions is the promised one; null where there is no VaR. */
  readonly kupiec: KupiecTest | null;
  /** Why there is no VaR at all; null where there is. */
  readonly reason: string | null;
}

/**
 * Historical VaR of each observation from the `window` observations before it and nothing else, so that it could have been
 * known the evening before.
 * @throws `BAD_WINDOW` unless the window is a whole number of at least 1
 */
export function rollingHistoricalVar(pnl: Series, options: RollingVarOptions): RollingVar {
  const { values: series } = sampleOf(pnl, "P&L");
  const { window, confidence } = options;
  requireWindow(window);
  const values = new Float64Array(Math.max(0, series.length - window));
  if (values.length === 0) {
    const reason = `a window of ${window} needs more than ${window} observations; there are ${series.length}`;
    return { start: window, values, exceptions: [], kupiec: null, reason };
  }
  fillRolling(series, values, options);
  const exceptions: number[] = [];
  for (let i = 0; i < values.length; i++) if (-series[window + i]! > values[i]!) exceptions.push(window + i);
  const kupiec = kupiecTest({ exceptions: exceptions.length, observations: values.length, confidence });
  return { start: window, values, exceptions, kupiec, reason: null };
}

/** Keeps the window sorted by moving one value out and one in, which costs O(window) a day instead of a sort. */
function fillRolling(series: Float64Array, values: Float64Array, options: RollingVarOptions): void {
  const { window, confidence, quantile = "order" } = options;
  const alpha = tailOf(confidence);
  const type = quantile === "order" ? 1 : 7;
  const recent = series.slice(0, window).sort();
  for (let i = 0; i < values.length; i++) {
    values[i] = 0 - quantileSorted(recent, alpha, type);
    const out = lowerBound(recent, series[i]!);
    recent.copyWithin(out, out + 1);
    const into = lowerBound(recent, series[window + i]!, window - 1);
    recent.copyWithin(into + 1, into, window - 1);
    recent[into] = series[window + i]!;
  }
}
