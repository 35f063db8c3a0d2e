import { fromDayNumber, type IsoDate } from "../../core/index.js";
import { type DailyRows, dailyRows, sessionGrid } from "./daily-rows.js";
import type { CostMethod, PnlFills } from "./fills.js";
import { type Marks, noMarks } from "./marks.js";
import { type PositionBreak, realisedByFill, tradedDays } from "./positions.js";
import { type PnlSeries, sumByDate } from "./series.js";
import { type SymbolPnl, symbolPnl } from "./symbol-pnl.js";

/** An open position that could not be marked, and when: the reason why figures that contain it are undefined. */
export interface UnpricedPosition {
  readonly account: string;
  readonly symbol: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly sessions: number;
  readonly reason: string;
}

/** The P&L of every account and symbol of a set of fills, by session. Codes in `daily` point into the lists beside it. */
export interface BookPnl {
  readonly method: CostMethod;
  /** Sessions, oldest first: every day that has a fill or a mark, from the first fill on. */
  readonly dates: readonly IsoDate[];
  readonly accounts: readonly string[];
  readonly symbols: readonly string[];
  /** One row per account, symbol and session on which it traded or was held; made when first asked for. */
  readonly daily: DailyRows;
  /** One row per account and symbol over the whole time. */
  readonly rows: readonly SymbolPnl[];
  readonly unpriced: readonly UnpricedPosition[];
  /** Realised P&L before fees of each fill, made when first asked for: that of what the fill closed, 0 where it opens. */
  byFill(): Float64Array;
  /** Sums of all accounts. */
  firm(): PnlSeries;
  /** One series per account, in the order of `accounts`. */
  byAccount(): readonly PnlSeries[];
  /** One series per symbol, in the order of `symbols`. */
  bySymbol(): readonly PnlSeries[];
}

/** A break with the account and symbol it was found in. */
export interface LocatedBreak extends PositionBreak {
  readonly account: string;
  readonly symbol: string;
}

/**
 * Works out positions, realised and unrealised P&L and exposures from fills.
 * @param options.method how open cost is matched with closing fills; average cost unless given
 * @param options.marks closing prices; without them every open position is unpriced
 * @throws RiskbookError `QUANTITY_PLACES` or `POSITION_TOO_LARGE` where quantities cannot be kept exactly
 */
export function pnlOfFills(fills: PnlFills, options: { method?: CostMethod; marks?: Marks } = {}): BookPnl {
  const method = options.method ?? "average";
  const marks = options.marks ?? noMarks;
  const chains = tradedDays(fills, method);
  const grid = sessionGrid(chains, marks);
  const dates = Array.from(grid, fromDayNumber);
  const { accounts, symbols } = fills;
  const daily = once(() => dailyRows(chains, fills, grid, marks));
  const unpriced = once(() => unpricedPositions(daily(), fills, dates));
  const sums = (groups: number, groupOf: (row: number) => number) => sumByDate(daily(), dates.length, groups, groupOf);
  return {
    method,
    dates,
    accounts,
    symbols,
    rows: symbolPnl(chains, fills, marks, dates.at(-1)),
    get daily() {
      return daily();
    },
    get unpriced() {
      return unpriced();
    },
    byFill: once(() => realisedByFill(fills, method)),
    firm: () => sums(1, () => 0)[0]!,
    byAccount: () => sums(accounts.length, row => daily().account[row]!),
    bySymbol: () => sums(symbols.length, row => daily().symbol[row]!),
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** All breaks of a P&L, with the account and symbol they were found in. */
export function breaksOf(pnl: BookPnl): LocatedBreak[] {
  return pnl.rows.flatMap(({ account, symbol, breaks }) => breaks.map(found => ({ account, symbol, ...found })));
}

function unpricedPositions(daily: DailyRows, fills: PnlFills, dates: readonly IsoDate[]): UnpricedPosition[] {
  const found: UnpricedPosition[] = [];
  for (let row = 0; row < daily.n; row++) {
    if (!Number.isNaN(daily.unrealised[row]!)) continue;
    const first = row;
    while (row + 1 < daily.n && Number.isNaN(daily.unrealised[row + 1]!) && sameChain(daily, row + 1, first)) row++;
    found.push(describeRun(daily, fills, dates, first, row));
  }
  return found;
}

function sameChain(daily: DailyRows, a: number, b: number): boolean {
  return daily.account[a] === daily.account[b] && daily.symbol[a] === daily.symbol[b];
}

function describeRun(
  daily: DailyRows,
  fills: PnlFills,
  dates: readonly IsoDate[],
  first: number,
  last: number,
): UnpricedPosition {
  const account = fills.accounts[daily.account[first]!]!;
  const symbol = fills.symbols[daily.symbol[first]!]!;
  const from = dates[daily.date[first]!]!;
  const to = dates[daily.date[last]!]!;
  const when = from === to ? `on ${from}` : `from ${from} to ${to}`;
  const reason = `no closing price of ${symbol} ${when}; load one with "riskbook ingest prices"`;
  return { account, symbol, from, to, sessions: last - first + 1, reason };
}
