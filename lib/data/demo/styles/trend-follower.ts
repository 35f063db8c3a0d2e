import { INDEX_SYMBOL } from "../futures.js";
import type { FutureInstrument } from "../instrument.js";
import { plannedStop } from "../planned-stop.js";
import type { Seat, Style } from "../seat.js";

export interface TrendHabits {
  /** Contracts at the usual volatility. */
  readonly contracts: number;
  /** Sessions of the fast and the slow trend. */
  readonly fast: number;
  readonly slow: number;
}

/** Holds the index future along its trend, smaller when volatility is high, and rolls before expiry. */
export function trendFollowing({ contracts, fast, slow }: TrendHabits): Style {
  return seat => {
    const front = seat.market.frontFuture(seat.day);
    const volatility = Math.max(0.13, seat.market.implied[seat.day - 1]!);
    const target = Math.round(contracts * trend(seat, fast, slow) * (0.16 / volatility));
    const minute = 200 + 40 * seat.random.uniform();
    for (const { instrument, quantity } of seat.positions()) {
      if (instrument.symbol !== front.symbol) seat.trade(instrument, -quantity, minute, { over: 3, tag: "roll" });
    }
    if (Math.abs(target - seat.position(front.symbol)) >= 2) step(seat, front, target, minute + 5);
  };
}

/** The stop lies as far away as the index usually moves in nine days: a trend is given room. */
const STOP_DAYS = 9;

/** From −0.6 to 1: both trends up is fully long, both down is short, smaller than long. */
function trend({ market, day }: Seat, fast: number, slow: number): number {
  const sides = [fast, slow].map(window => Math.sign(market.returnBetween(INDEX_SYMBOL, day - 1 - window, day - 1)));
  const mean = (sides[0]! + sides[1]!) / 2;
  return mean >= 0 ? mean : 0.6 * mean;
}

/** Goes towards a target by half of the way a day, so that positions build up over days. */
function step(seat: Seat, front: FutureInstrument, target: number, minute: number): void {
  const now = seat.position(front.symbol);
  const way = (target - now) / 2;
  const next = now + (way > 0 ? Math.ceil(way) : Math.floor(way));
  const grows = Math.abs(next) > Math.abs(now) && next * now >= 0;
  const stop = grows ? plannedStop(seat, front, Math.sign(next), minute, STOP_DAYS) : undefined;
  seat.tradeTo(front, next, minute, { over: 5, tag: "trend", stop });
}
