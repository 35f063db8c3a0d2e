import type { Seat, Style } from "../seat.js";
import { rebalance } from "./rebalance.js";

/** Two stocks of one sector that are traded against each other. */
export type Pair = readonly [string, string];

export interface PairsHabits {
  readonly pairs: readonly Pair[];
  /** Money on each leg of an open pair. */
  readonly leg: number;
}

const WINDOW = 30;
const ENTER = 1.5;
const LEAVE = 0.3;

/** Sells the dearer and buys the cheaper stock of a pair when their spread is stretched, until it is normal again. */
export function pairsTrading({ pairs, leg }: PairsHabits): Style {
  const sides = new Map<Pair, number>();
  return seat => {
    const targets = new Map<string, number>();
    for (const pair of pairs) {
      const score = spreadScore(seat, pair);
      const side = nextSide(sides.get(pair) ?? 0, score);
      sides.set(pair, side);
      if (side === 0) continue;
      const [first, second] = pair;
      const hedge =
        seat.market.recentVolatility(first, seat.day, 60) / seat.market.recentVolatility(second, seat.day, 60);
      targets.set(first, (targets.get(first) ?? 0) + side * leg);
      targets.set(second, (targets.get(second) ?? 0) - side * leg * Math.min(1.4, Math.max(0.7, hedge)));
    }
    rebalance(seat, targets, { minute: 150, tolerance: 0.12, tag: "pair" });
  };
}

function nextSide(side: number, score: number): number {
  if (side === 0) return Math.abs(score) > ENTER ? -Math.sign(score) : 0;
  return side * score > -LEAVE ? 0 : side;
}

/** How many deviations the log spread of a pair is from its mean of the last sessions. */
function spreadScore({ market, day }: Seat, [first, second]: Pair): number {
  const spreads: number[] = [];
  for (let i = day - WINDOW; i < day; i++) {
    spreads.push(market.returnBetween(first, day - WINDOW - 1, i) - market.returnBetween(second, day - WINDOW - 1, i));
  }
  const mean = spreads.reduce((sum, spread) => sum + spread, 0) / WINDOW;
  const deviation = Math.sqrt(spreads.reduce((sum, spread) => sum + (spread - mean) ** 2, 0) / WINDOW);
  return (spreads.at(-1)! - mean) / deviation;
}
