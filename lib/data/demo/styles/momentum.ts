import type { Seat, Style } from "../seat.js";
import { rebalance } from "./rebalance.js";

/** What a momentum trader looks at and how much of it is bought. */
export interface MomentumHabits {
  /** Sessions over which winners are chosen. */
  readonly lookback: number;
  readonly longs: number;
  readonly shorts: number;
  /** Gross money when the market is calm. */
  readonly gross: number;
  /** Share of gross that is long. */
  readonly longShare: number;
  /** Sessions by which this trader is behind: one who copies another's names. */
  readonly delay: number;
  /** Minute of the day at which orders go out. */
  readonly minute: number;
}

/** Buys the strongest stocks of the last months and sells the weakest short, smaller when volatility is high. */
export function momentum(habits: MomentumHabits): Style {
  return seat => {
    const calm = Math.min(1.15, 0.17 / seat.market.implied[seat.day - 1]!);
    const scale = habits.gross * Math.max(0.42, calm);
    const ranked = rankByStrength(seat, habits);
    const targets = new Map<string, number>();
    const leaders = ranked.slice(0, habits.longs);
    const laggards = ranked.slice(ranked.length - habits.shorts);
    for (const symbol of leaders) targets.set(symbol, (scale * habits.longShare) / habits.longs);
    for (const symbol of laggards) targets.set(symbol, (-scale * (1 - habits.longShare)) / habits.shorts);
    rebalance(seat, targets, { minute: habits.minute, tolerance: 0.16, tag: "momentum" });
  };
}

/** Names held stay while they are near the top: a small head start for what is already in the book. */
function rankByStrength(seat: Seat, { lookback, delay }: MomentumHabits): string[] {
  const to = seat.day - 1 - delay;
  const strength = new Map<string, number>();
  for (const symbol of seat.market.stocks.keys()) {
    const trend = seat.market.returnBetween(symbol, to - lookback, to) / seat.market.recentVolatility(symbol, to);
    strength.set(symbol, trend + 1.5 * Math.sign(seat.position(symbol)));
  }
  return [...strength.keys()].sort((a, b) => strength.get(b)! - strength.get(a)! || (a < b ? -1 : 1));
}
