import { dayNumber, type IsoDate } from "../../core/index.js";
import { compareNames } from "./chains.js";
import type { SnapshotPnl } from "./snapshot-pnl.js";

/** What one account did on one day by its fills, over all symbols of one currency. */
export interface AccountDay {
  /** Days since 1970-01-01. */
  readonly day: number;
  fills: number;
  /** Realised P&L before fees. */
  gross: number;
  fees: number;
  /** Open P&L at the close; NaN where a position has no price. */
  unrealised: number;
  /** Mark-to-market P&L after fees; NaN where a position has no price at either end. */
  actual: number;
}

/** The days of every account on which it traded or held anything, by account name, oldest first. */
export function accountDays(pnl: SnapshotPnl): Map<string, AccountDay[]> {
  const days = pnl.dates.map(dayNumber);
  const found = new Map<string, AccountDay[]>();
  const { daily } = pnl;
  for (let row = 0; row < daily.n; ) {
    const account = daily.account[row]!;
    const byDate = new Array<AccountDay | undefined>(days.length);
    for (; row < daily.n && daily.account[row] === account; row++) {
      const date = daily.date[row]!;
      const into = byDate[date] ?? emptyDay(days[date]!);
      byDate[date] = into;
      into.fills += daily.fills[row]!;
      into.gross += daily.realised[row]!;
      into.fees += daily.fees[row]!;
      into.unrealised += daily.unrealised[row]!;
      into.actual += daily.actual[row]!;
    }
    found.set(
      pnl.accounts[account]!,
      byDate.filter(day => day !== undefined),
    );
  }
  return found;
}

/** A day on which nothing was traded or held. */
export function emptyDay(day: number): AccountDay {
  return { day, fills: 0, gross: 0, fees: 0, unrealised: 0, actual: 0 };
}

/** Names that stand in either of two lists of accounts, in order. */
export function namesOf(...lists: readonly Iterable<string>[]): string[] {
  return [...new Set(lists.flatMap(list => [...list]))].sort(compareNames);
}

/** A day with the account and currency that it is of. */
export interface AccountDate {
  readonly account: string;
  readonly currency: string;
  readonly date: IsoDate;
}
