import { dayNumber, fromDayNumber, type IsoDate } from "../../core/index.js";
import { type Calendar, type DayReset, resetDays, resetTimes } from "../calendars/index.js";
import type { SnapshotBook } from "../pnl/index.js";
import type { CashDay } from "./account-cash.js";
import { accountSessions, type Moment } from "./account-sessions.js";
import type { TripBars } from "./bars.js";

/** From where and by which clock an account's money is followed. */
export interface AccountMoneyOptions {
  readonly calendar: Calendar;
  /** The balance before the first day. */
  readonly startingBalance: number;
  readonly reset: DayReset;
  /** The first day that counts; that of the first fill unless given. */
  readonly from?: IsoDate;
  /** Payments up to the first day are what the starting balance is made of, and are left out. */
  readonly cash?: readonly CashDay[];
  readonly bars: TripBars;
}

/** An account's money at each moment at which it is known, in ascending order. */
export interface AccountMoney {
  /** Milliseconds since 1970, UTC: fills, session closes, the ends of minutes with bars, and the beginnings of days with bookings. */
  readonly times: Float64Array;
  /** The day of each moment by the reset. */
  readonly days: readonly IsoDate[];
  /** Starting balance, realised P&L less fees, and bookings. */
  readonly balance: Float64Array;
  /** Balance and open P&L, NaN where it is not known; null where it never is while anything is open. */
  readonly equity: Float64Array | null;
  readonly equityBasis: "minute bars" | "session closes";
  /** Money paid in less money paid out so far. */
  readonly paid: Float64Array;
  /** Sessions that were traded or held through, those followed by minute bars, and closes with an unpriced position. */
  readonly sessions: number;
  readonly minuteSessions: number;
  readonly unpricedCloses: number;
  /** Times of the fills. */
  readonly fills: Float64Array;
}

/**
 * Follows the balance and equity of the one account of a book: its fills, its closes, minutes where there are bars, and what was
 * booked without a fill, at the beginning of its day.
 * @param book of one account, in its currency
 */
export function accountMoney(book: SnapshotBook, options: AccountMoneyOptions): AccountMoney {
  const { from = "0001-01-01", reset, cash = [] } = options;
  const first = Math.max(
    dayNumber(from),
    book.fills.day.reduce((least, day) => Math.min(least, day), Infinity),
  );
  const { moments, sessions, minuteSessions, unpricedCloses, openCloses } = accountSessions(book, first, options);
  const days = resetDays(
    Float64Array.from(moments, ({ time }) => time),
    reset,
  );
  const counted = cash
    .filter(({ day }) => day >= first)
    .map(booked => (booked.day === first ? { ...booked, paid: 0 } : booked))
    .filter(({ paid, earned }) => paid !== 0 || earned !== 0);
  const path = withCash(moments, days, counted, options);
  const unseen = openCloses > 0 && unpricedCloses === openCloses && minuteSessions === 0;
  return {
    ...path,
    equity: unseen ? null : path.equity,
    equityBasis: minuteSessions === sessions ? "minute bars" : "session closes",
    ...{ sessions, minuteSessions, unpricedCloses },
    fills: book.fills.time.filter((_, row) => book.fills.day[row]! >= first),
  };
}

type Path = Pick<AccountMoney, "times" | "days" | "balance" | "paid"> & { equity: Float64Array };

/** Puts each day's bookings before its first moment. */
function withCash(
  moments: readonly Moment[],
  days: Int32Array,
  cash: readonly CashDay[],
  { startingBalance, reset }: AccountMoneyOptions,
): Path {
  const begins = resetTimes(
    cash.map(({ day }) => day),
    reset,
  );
  const path = {
    times: [] as number[],
    days: [] as IsoDate[],
    balance: [] as number[],
    equity: [] as number[],
    paid: [] as number[],
  };
  let [booked, paid, realised, open, next] = [0, 0, 0, 0, 0];
  const push = (time: number, day: number): void => {
    path.times.push(time);
    path.days.push(fromDayNumber(day));
    path.balance.push(startingBalance + realised + booked);
    path.equity.push(startingBalance + realised + booked + open);
    path.paid.push(paid);
  };
  const book = (until: number): void => {
    for (; next < cash.length && cash[next]!.day <= until; next++) {
      booked += cash[next]!.paid + cash[next]!.earned;
      paid += cash[next]!.paid;
      push(begins[next]!, cash[next]!.day);
    }
  };
  moments.forEach((moment, i) => {
    book(days[i]!);
    ({ realised, open } = moment);
    push(moment.time, days[i]!);
  });
  book(Number.POSITIVE_INFINITY);
  const column = (values: number[]): Float64Array => Float64Array.from(values);
  const { times, balance, equity } = path;
  return {
    times: column(times),
    days: path.days,
    balance: column(balance),
    equity: column(equity),
    paid: column(path.paid),
  };
}
