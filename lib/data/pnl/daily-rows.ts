import type { PnlFills } from "./fills.js";
import type { Marks, SymbolMarks } from "./marks.js";
import type { TradedDays } from "./positions.js";

/**
 * Positions and P&L per account, symbol and session: a row for each session on which the account traded the symbol or
 * held it. Ordered by account, symbol and date. Money is in the symbol's currency; NaN stands for "undefined" and is
 * explained in `BookPnl.unpriced`.
 */
export interface DailyRows {
  readonly n: number;
  /** Code into `accounts`. */
  readonly account: Int32Array;
  /** Code into `symbols`. */
  readonly symbol: Int32Array;
  /** Index into `dates`. */
  readonly date: Int32Array;
  readonly fills: Int32Array;
  /** Realised P&L before fees. */
  readonly realised: Float64Array;
  /** Positive costs. */
  readonly fees: Float64Array;
  /** Realised − fees. */
  readonly net: Float64Array;
  readonly endPosition: Float64Array;
  /** NaN when flat. */
  readonly endAverageCost: Float64Array;
  /** The session's closing mark; NaN where there is none. */
  readonly mark: Float64Array;
  /** Open P&L at the mark; 0 when flat, NaN when the open position has no mark. */
  readonly unrealised: Float64Array;
  /** Mark-to-market P&L of the session: realised + change of unrealised − fees; NaN where either end is unpriced. */
  readonly actual: Float64Array;
  /** Signed market value: position × mark × multiplier; 0 when flat, NaN when unpriced. */
  readonly exposure: Float64Array;
}

/** The sessions of a P&L: every day that has a fill or a mark, from the first fill on. Days since 1970-01-01. */
export function sessionGrid(chains: readonly TradedDays[], marks: Marks): Int32Array {
  let first = Number.POSITIVE_INFINITY;
  const days = new Set<number>();
  for (const chain of chains) {
    first = Math.min(first, chain.day[0]!);
    for (const day of chain.day) days.add(day);
  }
  for (const day of marks.days) if (day >= first) days.add(day);
  return Int32Array.from(days).sort();
}

/** Carries every chain over the sessions from its first fill, marking it at each close. */
export function dailyRows(chains: readonly TradedDays[], fills: PnlFills, grid: Int32Array, marks: Marks): DailyRows {
  const rows = emptyRows(chains.reduce((n, chain) => n + heldSessions(chain, grid), 0));
  let at = 0;
  for (const chain of chains) {
    const multiplier = fills.multipliers[chain.symbol]!;
    at = carry(chain, grid, marks.of(fills.symbols[chain.symbol]!), multiplier, rows, at);
  }
  return rows;
}

function carry(
  chain: TradedDays,
  grid: Int32Array,
  marks: SymbolMarks | undefined,
  multiplier: number,
  rows: DailyRows,
  start: number,
): number {
  let at = start;
  let mark = 0;
  let previous = 0;
  forEachHeld(chain, grid, (date, k, traded) => {
    while (marks !== undefined && mark < marks.day.length && marks.day[mark]! < grid[date]!) mark++;
    const close = marks !== undefined && marks.day[mark] === grid[date] ? marks.close[mark]! : Number.NaN;
    const position = chain.endPosition[k]!;
    const exposure = position === 0 ? 0 : position * close * multiplier;
    const unrealised = position === 0 ? 0 : exposure - chain.endCost[k]!;
    const realised = traded ? chain.realised[k]! : 0;
    const fees = traded ? chain.fees[k]! : 0;
    rows.account[at] = chain.account;
    rows.symbol[at] = chain.symbol;
    rows.date[at] = date;
    rows.fills[at] = traded ? chain.fills[k]! : 0;
    rows.realised[at] = realised;
    rows.fees[at] = fees;
    rows.net[at] = realised - fees;
    rows.endPosition[at] = position;
    rows.endAverageCost[at] = chain.endAverageCost[k]!;
    rows.mark[at] = close;
    rows.unrealised[at] = unrealised;
    rows.actual[at] = realised + (unrealised - previous) - fees;
    rows.exposure[at] = exposure;
    previous = unrealised;
    at++;
  });
  return at;
}

/** Visits the sessions on which a chain trades or holds: the session, the last traded day, and whether it trades. */
function forEachHeld(
  chain: TradedDays,
  grid: Int32Array,
  visit: (date: number, tradedDay: number, traded: boolean) => void,
): void {
  let k = -1;
  for (let date = firstSession(grid, chain.day[0]!); date < grid.length; date++) {
    const traded = k + 1 < chain.day.length && chain.day[k + 1] === grid[date];
    if (traded) k++;
    if (traded || chain.endPosition[k] !== 0) visit(date, k, traded);
    else if (k + 1 === chain.day.length) return;
  }
}

function heldSessions(chain: TradedDays, grid: Int32Array): number {
  let n = 0;
  forEachHeld(chain, grid, () => n++);
  return n;
}

function firstSession(grid: Int32Array, day: number): number {
  let low = 0;
  let high = grid.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (grid[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

function emptyRows(n: number): DailyRows {
  const money = (): Float64Array => new Float64Array(n);
  const codes = (): Int32Array => new Int32Array(n);
  return {
    n,
    account: codes(),
    symbol: codes(),
    date: codes(),
    fills: codes(),
    realised: money(),
    fees: money(),
    net: money(),
    endPosition: money(),
    endAverageCost: money(),
    mark: money(),
    unrealised: money(),
    actual: money(),
    exposure: money(),
  };
}
