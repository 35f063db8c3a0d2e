import { dayNumber } from "../../../core/index.js";
import type { SnapshotBook } from "../snapshot-pnl.js";

/**
 * P&L in one currency as entries that can be added up by any of their names: those of sessions, which know the change of
 * open P&L, or those of fills, which know the time and the tag.
 */
export interface PnlEntries {
  readonly n: number;
  readonly currency: string;
  readonly accounts: readonly string[];
  readonly symbols: readonly string[];
  readonly account: Int32Array;
  readonly symbol: Int32Array;
  /** Days since 1970-01-01. */
  readonly day: Int32Array;
  readonly fills: Int32Array | null;
  readonly realised: Float64Array;
  readonly fees: Float64Array;
  /** Mark-to-market P&L after fees; null where entries are fills. */
  readonly actual: Float64Array | null;
  /** Milliseconds since 1970, UTC; null where entries are sessions. */
  readonly time: Float64Array | null;
  readonly tags: readonly string[];
  readonly tag: Int32Array | null;
}

/** One entry per account, symbol and session on which it traded or was held. */
export function entriesOfSessions({ daily, dates, accounts, symbols, currency }: SnapshotBook): PnlEntries {
  const days = Int32Array.from(dates, dayNumber);
  const { n, account, symbol, fills, realised, fees, actual } = daily;
  const day = daily.date.map(date => days[date]!);
  return {
    ...{ n, currency, accounts, symbols, account, symbol, day },
    fills,
    realised,
    fees,
    actual,
    time: null,
    tags: [],
    tag: null,
  };
}

/** One entry per fill; what was realised belongs to the fill that closes. */
export function entriesOfFills({ fills, byFill, currency }: SnapshotBook): PnlEntries {
  const { n, accounts, symbols, account, symbol, day, fees, time, tags = [], tag = null } = fills;
  return {
    n,
    currency,
    accounts,
    symbols,
    account,
    symbol,
    day,
    fills: null,
    realised: byFill(),
    fees,
    actual: null,
    time,
    tags,
    tag,
  };
}

/** The entries of a day and later. */
export function since(entries: PnlEntries, first: number): PnlEntries {
  const rows = Int32Array.from(entries.day.keys()).filter(row => entries.day[row]! >= first);
  const integers = (from: Int32Array): Int32Array => rows.map(row => from[row]!);
  const doubles = (from: Float64Array): Float64Array => Float64Array.from(rows, row => from[row]!);
  return {
    ...entries,
    n: rows.length,
    account: integers(entries.account),
    symbol: integers(entries.symbol),
    day: integers(entries.day),
    fills: entries.fills && integers(entries.fills),
    realised: doubles(entries.realised),
    fees: doubles(entries.fees),
    actual: entries.actual && doubles(entries.actual),
    time: entries.time && doubles(entries.time),
    tag: entries.tag && integers(entries.tag),
  };
}
