import { dayNumber, fromDayNumber, type IsoDate } from "../../core/index.js";
import { lowerBound } from "../../numeric/index.js";
import type { Snapshot } from "../store/index.js";
import { snapshotActions } from "./actions.js";
import { upTo } from "./as-of.js";
import { compareNames } from "./chains.js";
import { renamedTo } from "./renames.js";
import type { SnapshotPnl } from "./snapshot-pnl.js";

/** A position at a close that our fills and the source's statement tell differently; 0 is flat. */
export interface PositionDifference {
  readonly account: string;
  readonly symbol: string;
  readonly date: IsoDate;
  readonly ours: number;
  readonly theirs: number;
}

/** What comparing positions comes to. */
export interface PositionComparison {
  /** Positions that were held against each other: an account, a symbol and a day. */
  readonly compared: number;
  readonly differences: readonly PositionDifference[];
}

interface StatedPosition {
  readonly account: string;
  readonly symbol: string;
  readonly day: number;
  readonly quantity: number;
}

/** Half of the smallest step that a quantity can have. */
const SAME = 0.5e-8;

/**
 * Holds positions worked out from fills against the stored `positions`. On a day for which any position is stated, all
 * positions of an account are compared that has stated ones before and after it, those which the source leaves out too.
 * @param books the P&L of every currency
 */
export async function comparePositions(
  snapshot: Snapshot,
  books: readonly SnapshotPnl[],
  asOf?: IsoDate,
): Promise<PositionComparison> {
  const stated = await statedPositions(snapshot, asOf);
  const theirs = new Map(stated.map(row => [keyOf(row), row.quantity]));
  const positions = ourPositions(books, stated);
  const differences: PositionDifference[] = [];
  const keys = [...new Set([...theirs.keys(), ...positions.keys()])];
  for (const key of keys) {
    const [ours, said] = [positions.get(key) ?? 0, theirs.get(key) ?? 0];
    if (Math.abs(ours - said) < SAME) continue;
    const [account, symbol, day] = JSON.parse(key) as [string, string, number];
    differences.push({ account, symbol, date: fromDayNumber(day), ours, theirs: said });
  }
  differences.sort(
    (a, b) => compareNames(a.account, b.account) || compareNames(a.date, b.date) || compareNames(a.symbol, b.symbol),
  );
  return { compared: keys.length, differences };
}

async function statedPositions(snapshot: Snapshot, asOf: IsoDate | undefined): Promise<StatedPosition[]> {
  const { renames } = await snapshotActions(snapshot, asOf);
  const rows = (await snapshot.rows(
    `SELECT account, symbol, date - DATE '1970-01-01' AS day, quantity::DOUBLE AS quantity FROM positions ${upTo("date", asOf)}
    ORDER BY account, date, symbol`,
  )) as unknown as StatedPosition[];
  return rows.map(row => ({ ...row, symbol: renamedTo(row.symbol, row.day, renames) }));
}

/** Our open positions at the closes that can be judged. */
function ourPositions(books: readonly SnapshotPnl[], stated: readonly StatedPosition[]): Map<string, number> {
  const days = Float64Array.from(new Set(stated.map(({ day }) => day))).sort();
  const spans = new Map<string, { first: number; last: number }>();
  for (const { account, day } of stated) {
    const span = spans.get(account);
    if (span === undefined) spans.set(account, { first: day, last: day });
    else span.last = day;
  }
  const held = new Map<string, number>();
  for (const pnl of books) {
    forEachClose(pnl, days, (account, symbol, day, quantity) => {
      const span = spans.get(account);
      if (span === undefined || day < span.first || day > span.last) return;
      held.set(keyOf({ account, symbol, day }), quantity);
    });
  }
  return held;
}

/** Visits each open position at the close of each of some days: a row's position stands until the next session. */
function forEachClose(
  { daily, dates, accounts, symbols }: SnapshotPnl,
  days: Float64Array,
  visit: (account: string, symbol: string, day: number, quantity: number) => void,
): void {
  const sessions = dates.map(dayNumber);
  for (let row = 0; row < daily.n; row++) {
    if (daily.endPosition[row] === 0) continue;
    const date = daily.date[row]!;
    const until = sessions[date + 1] ?? Number.POSITIVE_INFINITY;
    for (let at = lowerBound(days, sessions[date]!); at < days.length && days[at]! < until; at++) {
      visit(accounts[daily.account[row]!]!, symbols[daily.symbol[row]!]!, days[at]!, daily.endPosition[row]!);
    }
  }
}

function keyOf({ account, symbol, day }: { account: string; symbol: string; day: number }): string {
  return JSON.stringify([account, symbol, day]);
}
