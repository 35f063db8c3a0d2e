import { dayNumber, type IsoDate } from "../../core/index.js";
import { lowerBound } from "../../numeric/index.js";
import type { SnapshotBook } from "../pnl/index.js";
import { splitRatio } from "../pnl/splits.js";
import { DAY_MS, MINUTE_MS, type MinuteBars, type TripBars } from "./bars.js";

/** One session of some accounts. */
export interface IntradayOptions {
  readonly date: IsoDate;
  /** Names of accounts; all without them. */
  readonly accounts?: readonly string[];
  /** When the session opens and ends, in milliseconds UTC; the day of UTC unless given. Fills of the session count anyway. */
  readonly fromMs?: number;
  readonly toMs?: number;
}

/**
 * P&L within a session after fees, from 0 at its opening: one entry at each fill and at the end of each minute with a bar.
 * `low` and `high` add up the worst and the best price of each position within the minute, so that they bound what the sum
 * can have been; in a minute with a fill of a symbol only its fills and its close are seen.
 */
export interface IntradayEquity {
  readonly timeMs: Float64Array;
  readonly equity: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** A symbol in the course of the session. */
interface Holding {
  readonly bars: MinuteBars | undefined;
  readonly multiplier: number;
  quantity: number;
  price: number;
  /** Next of its bars. */
  next: number;
  /** Start of the minute of its latest fill. */
  filled: number;
}

/**
 * Follows accounts through one session, carried positions from their last closing price on.
 * @returns the path, or why only realised P&L is known
 */
export function intradayEquity(book: SnapshotBook, bars: TripBars, options: IntradayOptions): IntradayEquity | string {
  const day = dayNumber(options.date);
  const { fromMs = day * DAY_MS, toMs = (day + 1) * DAY_MS } = options;
  const chosen = new Set(options.accounts ?? book.accounts);
  const rows = fillsOfDay(book, day, chosen);
  const holdings = carriedPositions(book, bars, day, chosen);
  for (const row of rows) {
    const symbol = book.fills.symbol[row]!;
    if (!holdings.has(symbol)) holdings.set(symbol, holdingOf(book, bars, symbol, 0, Number.NaN));
  }
  const lacking = whyUnseen(book, holdings, options.date, fromMs, toMs);
  if (lacking !== undefined) return lacking;
  return follow(book, rows, holdings, minutesOf(holdings, fromMs, toMs));
}

/** The fills of some accounts on one session, by time. */
export function fillsOfDay({ fills }: SnapshotBook, day: number, accounts: ReadonlySet<string>): Int32Array {
  const chosen = Uint8Array.from(fills.accounts, account => (accounts.has(account) ? 1 : 0));
  const own: number[] = [];
  for (let row = 0; row < fills.n; row++)
    if (fills.day[row] === day && chosen[fills.account[row]!] === 1) own.push(row);
  return Int32Array.from(own.sort((a, b) => fills.time[a]! - fills.time[b]! || a - b));
}

/** What stood open at the last session before, summed by symbol at its mark. */
function carriedPositions(book: SnapshotBook, bars: TripBars, day: number, accounts: ReadonlySet<string>) {
  const holdings = new Map<number, Holding>();
  const { daily } = book;
  const before = book.dates.findLastIndex(date => dayNumber(date) < day);
  for (let row = 0; row < daily.n; row++) {
    if (daily.date[row] !== before || daily.endPosition[row] === 0) continue;
    if (!accounts.has(book.accounts[daily.account[row]!]!)) continue;
    const symbol = daily.symbol[row]!;
    const ratio = splitRatio(book.fills.splits, symbol, dayNumber(book.dates[before]!), day);
    const holding = holdings.get(symbol) ?? holdingOf(book, bars, symbol, 0, daily.mark[row]! / ratio);
    holding.quantity += daily.endPosition[row]! * ratio;
    holdings.set(symbol, holding);
  }
  return holdings;
}

function holdingOf(book: SnapshotBook, bars: TripBars, symbol: number, quantity: number, price: number): Holding {
  const own = bars.minutes?.(book.symbols[symbol]!);
  return { bars: own, multiplier: book.fills.multipliers[symbol]!, quantity, price, next: 0, filled: Number.NaN };
}

function whyUnseen(
  { symbols }: SnapshotBook,
  holdings: ReadonlyMap<number, Holding>,
  date: IsoDate,
  fromMs: number,
  toMs: number,
): string | undefined {
  for (const [symbol, { bars, quantity, price }] of holdings) {
    const name = symbols[symbol]!;
    if (quantity !== 0 && Number.isNaN(price)) return `realised only: ${name} has no closing price before ${date}`;
    const first = bars === undefined ? undefined : bars.start[lowerBound(bars.start, fromMs)];
    if (first === undefined || first >= toMs) return `realised only: there are no minute bars of ${name} on ${date}`;
  }
  return undefined;
}

/** The minutes of the session that any symbol has a bar of. */
function minutesOf(holdings: ReadonlyMap<number, Holding>, fromMs: number, toMs: number): Float64Array {
  const starts = new Set<number>();
  for (const holding of holdings.values()) {
    const { start } = holding.bars!;
    holding.next = lowerBound(start, fromMs);
    for (let at = holding.next; at < start.length && start[at]! < toMs; at++) starts.add(start[at]!);
  }
  return Float64Array.from(starts).sort();
}

function follow(
  { fills }: SnapshotBook,
  rows: Int32Array,
  holdings: ReadonlyMap<number, Holding>,
  minutes: Float64Array,
): IntradayEquity {
  const path: [time: number, equity: number, low: number, high: number][] = [];
  const held = [...holdings.values()];
  let cash = -held.reduce((sum, { quantity, price, multiplier }) => sum + worth(quantity, price, multiplier), 0);
  const value = (priceOf: (holding: Holding) => number): number =>
    held.reduce((sum, holding) => sum + worth(holding.quantity, priceOf(holding), holding.multiplier), cash);
  let next = 0;
  const tradeUntil = (end: number): void => {
    for (; next < rows.length && fills.time[rows[next]!]! < end; next++) {
      const row = rows[next]!;
      const holding = holdings.get(fills.symbol[row]!)!;
      const signed = fills.sign[row]! * fills.quantity[row]!;
      holding.quantity += signed;
      holding.price = fills.price[row]!;
      holding.filled = Math.floor(fills.time[row]! / MINUTE_MS) * MINUTE_MS;
      cash -= worth(signed, holding.price, holding.multiplier) + fills.fees[row]!;
      const equity = value(({ price }) => price);
      path.push([fills.time[row]!, equity, equity, equity]);
    }
  };
  for (const minute of minutes) {
    tradeUntil(minute + MINUTE_MS);
    const low = value(holding => extreme(holding, minute, holding.quantity > 0 ? "low" : "high"));
    const high = value(holding => extreme(holding, minute, holding.quantity > 0 ? "high" : "low"));
    for (const holding of held) close(holding, minute);
    const equity = value(({ price }) => price);
    path.push([minute + MINUTE_MS, equity, Math.min(low, equity), Math.max(high, equity)]);
  }
  tradeUntil(Number.POSITIVE_INFINITY);
  const column = (at: 0 | 1 | 2 | 3): Float64Array => Float64Array.from(path, point => point[at]);
  return { timeMs: column(0), equity: column(1), low: column(2), high: column(3) };
}

/** A price of the holding's bar of a minute; its latest price where it has none, or was traded in it. */
function extreme({ bars, next, price, filled }: Holding, minute: number, side: "low" | "high"): number {
  return bars!.start[next] === minute && filled !== minute ? bars![side][next]! : price;
}

function close(holding: Holding, minute: number): void {
  const { start, close: closes } = holding.bars!;
  if (start[holding.next] === minute) holding.price = closes[holding.next++]!;
}

/** Nothing is worth nothing, whatever its price. */
function worth(quantity: number, price: number, multiplier: number): number {
  return quantity === 0 ? 0 : quantity * price * multiplier;
}
