import { dayNumber } from "../../core/index.js";
import { lowerBound } from "../../numeric/index.js";
import { type Calendar, sessionSpan } from "../calendars/index.js";
import type { SnapshotBook } from "../pnl/index.js";
import type { TripBars } from "./bars.js";
import { intradayEquity } from "./intraday-equity.js";

/** What is known of an account at a moment, apart from bookings. */
export interface Moment {
  readonly time: number;
  readonly realised: number;
  /** NaN where it is not known. */
  readonly open: number;
}

/** The moments of an account's sessions, and how well open P&L is known on them. */
export interface AccountSessions {
  readonly moments: readonly Moment[];
  readonly sessions: number;
  readonly minuteSessions: number;
  /** Closes with anything open, and those of them with a position that has no price. */
  readonly openCloses: number;
  readonly unpricedCloses: number;
}

/** Follows the one account of a book from a day on, session by session. */
export function accountSessions(
  book: SnapshotBook,
  firstDay: number,
  { bars, calendar }: { readonly bars: TripBars; readonly calendar: Calendar },
): AccountSessions {
  const walk = new SessionWalk(book, bars, calendar);
  book.dates.forEach((date, index) => {
    if (dayNumber(date) >= firstDay) walk.session(index);
  });
  return walk.result();
}

/** Positions of one close, by symbol code, and their open P&L. */
interface Close {
  readonly positions: Map<number, number>;
  readonly open: number;
}

class SessionWalk {
  readonly #book: SnapshotBook;
  readonly #bars: TripBars;
  readonly #calendar: Calendar;
  readonly #moments: Moment[] = [];
  readonly #closes: readonly Close[];
  readonly #rows: ReadonlyMap<number, number[]>;
  #realised = 0;
  #counts = { sessions: 0, minuteSessions: 0, openCloses: 0, unpricedCloses: 0 };

  constructor(book: SnapshotBook, bars: TripBars, calendar: Calendar) {
    this.#book = book;
    this.#bars = bars;
    this.#calendar = calendar;
    this.#closes = closesOf(book);
    this.#rows = Map.groupBy(book.fills.time.keys(), row => book.fills.day[row]!);
  }

  session(index: number): void {
    const date = this.#book.dates[index]!;
    const rows = this.#rows.get(dayNumber(date)) ?? [];
    const [before, close] = [this.#closes[index - 1], this.#closes[index]!];
    if (rows.length === 0 && close.positions.size === 0 && !before?.positions.size) return;
    this.#counts.sessions++;
    if (close.positions.size > 0) this.#counts.openCloses++;
    if (Number.isNaN(close.open)) this.#counts.unpricedCloses++;
    const span = sessionSpan(date, this.#calendar);
    const byMinute = this.#byMinute(index, before, span);
    if (byMinute === null) this.#byFill(rows, before);
    else this.#follow(byMinute, rows, span.toMs);
    const last = rows.length === 0 ? Number.NEGATIVE_INFINITY : this.#book.fills.time[rows.at(-1)!]!;
    // The close belongs to the day that it ends, also where the reset is at that very moment.
    this.#push(Math.max(span.toMs - 1, last), close.open);
  }

  /** P&L of the session by minutes, with what was open at the close before: null where there are no bars for it. */
  #byMinute(index: number, before: Close | undefined, span: { fromMs: number; toMs: number }) {
    const open = before?.open ?? 0;
    if (Number.isNaN(open) || !this.#hasBars(index, before, span)) return null;
    const path = intradayEquity(this.#book, this.#bars, { ...span, date: this.#book.dates[index]! });
    if (typeof path === "string") return null;
    const start = this.#realised + open;
    return { timeMs: path.timeMs, total: path.equity.map(value => start + value) };
  }

  #hasBars(index: number, before: Close | undefined, { fromMs, toMs }: { fromMs: number; toMs: number }): boolean {
    const { fills, dates, symbols } = this.#book;
    const rows = this.#rows.get(dayNumber(dates[index]!)) ?? [];
    const traded = new Set([...(before?.positions.keys() ?? []), ...rows.map(row => fills.symbol[row]!)]);
    return [...traded].every(symbol => {
      const start = this.#bars.minutes?.(symbols[symbol]!)?.start;
      const first = start?.[lowerBound(start, fromMs)];
      return first !== undefined && first < toMs;
    });
  }

  #follow(
    { timeMs, total }: { timeMs: Float64Array; total: Float64Array },
    rows: readonly number[],
    closeMs: number,
  ): void {
    let next = 0;
    for (let i = 0; i < timeMs.length; i++) {
      for (; next < rows.length && this.#book.fills.time[rows[next]!]! <= timeMs[i]!; next++) this.#take(rows[next]!);
      this.#push(timeMs[i]! === closeMs ? closeMs - 1 : timeMs[i]!, total[i]! - this.#realised);
    }
    this.#counts.minuteSessions++;
  }

  /** Between fills nothing is known but that what is flat has no open P&L. */
  #byFill(rows: readonly number[], before: Close | undefined): void {
    const { fills } = this.#book;
    const positions = new Map(before?.positions);
    for (const row of rows) {
      this.#take(row);
      const symbol = fills.symbol[row]!;
      const held = (positions.get(symbol) ?? 0) + fills.sign[row]! * fills.quantity[row]!;
      if (Math.abs(held) < 5e-9) positions.delete(symbol);
      else positions.set(symbol, held);
      this.#push(fills.time[row]!, positions.size === 0 ? 0 : Number.NaN);
    }
  }

  /** Sessions of several exchanges can overlap by an evening: what is told later counts as later. */
  #push(time: number, open: number): void {
    const latest = this.#moments.at(-1)?.time ?? time;
    this.#moments.push({ time: Math.max(time, latest), realised: this.#realised, open });
  }

  #take(row: number): void {
    this.#realised += this.#book.byFill()[row]! - this.#book.fills.fees[row]!;
  }

  result(): AccountSessions {
    return { moments: this.#moments, ...this.#counts };
  }
}

function closesOf({ daily, dates }: SnapshotBook): Close[] {
  const closes = dates.map(() => ({ positions: new Map<number, number>(), open: 0 }));
  for (let row = 0; row < daily.n; row++) {
    const close = closes[daily.date[row]!]!;
    if (daily.endPosition[row] === 0) continue;
    close.positions.set(daily.symbol[row]!, daily.endPosition[row]!);
    close.open += daily.unrealised[row]!;
  }
  return closes;
}
