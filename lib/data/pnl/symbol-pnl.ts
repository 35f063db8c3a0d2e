import { dayNumber, type IsoDate } from "../../core/index.js";
import { sumInOrder } from "./compensated-sum.js";
import type { PnlFills } from "./fills.js";
import type { Marks } from "./marks.js";
import type { PositionBreak, TradedDays } from "./positions.js";

/** What one account made in one symbol over the whole time; money in the symbol's currency. */
export interface SymbolPnl {
  readonly account: string;
  readonly symbol: string;
  readonly fills: number;
  /** Realised P&L before fees. */
  readonly realised: number;
  /** Positive costs. */
  readonly fees: number;
  /** Realised − fees. */
  readonly net: number;
  readonly endPosition: number;
  /** Null when flat. */
  readonly endAverageCost: number | null;
  /** Open P&L at the last mark; null where `unrealisedReason` says why. */
  readonly unrealised: number | null;
  readonly unrealisedReason: string | null;
  readonly breaks: readonly PositionBreak[];
}

/**
 * Sums traded days over the whole time, one row per account and symbol.
 * @param lastDate the session at whose close open positions are marked
 */
export function symbolPnl(
  chains: readonly TradedDays[],
  fills: PnlFills,
  marks: Marks,
  lastDate: IsoDate | undefined,
): SymbolPnl[] {
  return chains.map(chain => {
    const last = chain.day.length - 1;
    const realised = sumInOrder(chain.realised);
    const fees = sumInOrder(chain.fees);
    const flat = chain.endPosition[last] === 0;
    return {
      account: fills.accounts[chain.account]!,
      symbol: fills.symbols[chain.symbol]!,
      fills: chain.fills.reduce((sum, count) => sum + count, 0),
      realised,
      fees,
      net: realised - fees,
      endPosition: chain.endPosition[last]!,
      endAverageCost: flat ? null : chain.endAverageCost[last]!,
      ...openPnl(chain, fills, marks, lastDate),
      breaks: chain.breaks,
    };
  });
}

function openPnl(
  chain: TradedDays,
  fills: PnlFills,
  marks: Marks,
  lastDate: IsoDate | undefined,
): Pick<SymbolPnl, "unrealised" | "unrealisedReason"> {
  const last = chain.day.length - 1;
  const position = chain.endPosition[last]!;
  if (position === 0) return { unrealised: 0, unrealisedReason: null };
  const symbol = fills.symbols[chain.symbol]!;
  const own = marks.of(symbol);
  const newest = own === undefined ? -1 : own.day.length - 1;
  if (own === undefined || lastDate === undefined || own.day[newest] !== dayNumber(lastDate)) {
    return { unrealised: null, unrealisedReason: `the open position has no closing price of ${symbol} on ${lastDate}` };
  }
  const value = position * own.close[newest]! * fills.multipliers[chain.symbol]!;
  return { unrealised: value - chain.endCost[last]!, unrealisedReason: null };
}
