import { dayNumber } from "../../core/index.js";
import type { SnapshotBook } from "../pnl/index.js";
import type { TripBars } from "./bars.js";
import { fillsOfDay, type IntradayOptions, intradayEquity } from "./intraday-equity.js";

/** P&L after fees in the course of one session, from 0 at the close before it. */
export interface SessionPath {
  /** Milliseconds since 1970, UTC, ascending: each fill and, with minute bars, the end of each minute. */
  readonly timeMs: Float64Array;
  readonly pnl: Float64Array;
  /** `realised only`: what was open is not in it. */
  readonly basis: "minute bars" | "realised only";
  /** Why open P&L is not known; null where it is. */
  readonly reason: string | null;
}

/** Follows accounts through a session: with open P&L where minute bars tell it, else what their fills realised. */
export function sessionPath(book: SnapshotBook, bars: TripBars, options: IntradayOptions): SessionPath {
  const followed = intradayEquity(book, bars, options);
  if (typeof followed === "string") return { ...realisedPath(book, options), reason: followed };
  return { timeMs: followed.timeMs, pnl: followed.equity, basis: "minute bars", reason: null };
}

/** What each fill of a session brought the sum of realised P&L less fees to. */
export function realisedPath(book: SnapshotBook, { date, accounts }: IntradayOptions): SessionPath {
  const rows = fillsOfDay(book, dayNumber(date), new Set(accounts ?? book.accounts));
  const realised = book.byFill();
  let net = 0;
  const pnl = Float64Array.from(rows, row => {
    net += realised[row]! - book.fills.fees[row]!;
    return net;
  });
  const timeMs = Float64Array.from(rows, row => book.fills.time[row]!);
  return { timeMs, pnl, basis: "realised only", reason: "realised only: open P&L was not asked for" };
}
