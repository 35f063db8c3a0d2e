import { INDEX_SYMBOL } from "../futures.js";
import type { Style } from "../seat.js";
import { rebalance } from "./rebalance.js";

/** What a reversion trader calls too far, and how much is put against it. */
export interface ReversionHabits {
  /** Gross money when fully invested. */
  readonly gross: number;
  /** Names held at most on each side. */
  readonly names: number;
  /** Deviations over three days against the market that are worth a trade. */
  readonly threshold: number;
  /** Periods away from the desk: first and last date. */
  readonly away: readonly (readonly [string, string])[];
}

/** Buys what fell and sells what rose against its beta over three days; closes everything before going away. */
export function meanReversion(habits: ReversionHabits): Style {
  return seat => {
    if (habits.away.some(([from, to]) => seat.date > from && seat.date <= to)) return;
    const leaves = habits.away.some(([from]) => seat.date === from);
    const targets = new Map<string, number>();
    const calm = Math.max(0.35, Math.min(1, 0.2 / seat.market.implied[seat.day - 1]!));
    const share = (habits.gross * calm) / (2 * habits.names);
    if (!leaves) {
      const stretched = [...seat.market.stocks.keys()]
        .map(symbol => ({ symbol, stretch: stretchOf(symbol) }))
        .sort((a, b) => b.stretch - a.stretch);
      for (const { symbol, stretch } of stretched.slice(0, habits.names)) {
        if (stretch > limitOf(symbol, -1)) targets.set(symbol, -share);
      }
      for (const { symbol, stretch } of stretched.slice(-habits.names)) {
        if (stretch < -limitOf(symbol, 1)) targets.set(symbol, share);
      }
    }
    rebalance(seat, targets, { minute: 40, tolerance: 0.35, tag: "reversion" });

    function stretchOf(symbol: string): number {
      const { market, day } = seat;
      const { beta } = market.stocks.get(symbol)!.specification;
      const own =
        market.returnBetween(symbol, day - 4, day - 1) - beta * market.returnBetween(INDEX_SYMBOL, day - 4, day - 1);
      return own / (market.recentVolatility(symbol, day) * Math.sqrt(3));
    }
    /** Half the threshold keeps a position that is already there. */
    function limitOf(symbol: string, side: number): number {
      return Math.sign(seat.position(symbol)) === side ? habits.threshold / 2 : habits.threshold;
    }
  };
}
