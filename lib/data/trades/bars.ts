import { lowerBound } from "../../numeric/index.js";

/** Highs and lows of one symbol's bars of one minute, oldest first. */
export interface MinuteBars {
  /** Milliseconds since 1970, UTC: when each bar begins. */
  readonly start: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/** One symbol's sessions, oldest first. */
export interface DailyBars {
  /** Days since 1970-01-01. */
  readonly day: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/** Prices while trips were held. What a symbol has no bars for is undefined. */
export interface TripBars {
  minutes?(symbol: string): MinuteBars | undefined;
  days?(symbol: string): DailyBars | undefined;
  /** Every session of the daily bars, ascending: those on which a symbol without a bar has a gap. */
  readonly sessions?: Float64Array;
}

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** Indices of the bars that lie wholly within a span: the first, and one past the last. */
export function wholeMinutes({ start }: MinuteBars, from: number, to: number): readonly [number, number] {
  const first = lowerBound(start, from);
  return [first, Math.max(first, lowerBound(start, to - MINUTE_MS + 1))];
}

/** Index of a session's bar, or −1. */
export function barOf({ day }: DailyBars, session: number): number {
  const at = lowerBound(day, session);
  return day[at] === session ? at : -1;
}
