import { INDEX_SYMBOL } from "../futures.js";
import { listedOption, nearestStrike } from "../options.js";
import type { Seat, Style } from "../seat.js";
import { rebalance } from "./rebalance.js";

export interface HedgedHolderHabits {
  readonly symbols: readonly string[];
  /** Money in stocks. */
  readonly gross: number;
  /** Index puts held against them. */
  readonly puts: number;
  /** Covered calls sold on each stock every month, as a share of the shares held. */
  readonly covered: number;
}

/** Holds steady stocks, sells calls on them and keeps index puts; takes the puts' profit when they have multiplied. */
export function hedgedHolding(habits: HedgedHolderHabits): Style {
  return seat => {
    const each = habits.gross / habits.symbols.length;
    if (seat.day % 5 === 0) {
      rebalance(seat, new Map(habits.symbols.map(symbol => [symbol, each])), {
        minute: 90,
        tolerance: 0.1,
        tag: "core holding",
      });
    }
    sellRichPuts(seat);
    const options = seat.positions().filter(({ instrument }) => instrument.kind === "option");
    if (!options.some(({ quantity }) => quantity > 0)) buyPuts(seat, habits.puts);
    if (!options.some(({ quantity }) => quantity < 0)) sellCalls(seat, habits);
  };
}

function buyPuts(seat: Seat, contracts: number): void {
  const spot = seat.market.spot(INDEX_SYMBOL, seat.day, 100);
  const put = listedOption(INDEX_SYMBOL, seat.expiryAfter(40), nearestStrike(INDEX_SYMBOL, spot * 0.95), "put");
  seat.trade(put, contracts, 100, { passive: true, over: 4, tag: "index hedge" });
}

function sellRichPuts(seat: Seat): void {
  for (const { instrument, quantity, cost } of seat.positions()) {
    if (instrument.kind !== "option" || quantity < 0) continue;
    const price = seat.market.middle(instrument, seat.day, 180);
    if (price > (4 * cost) / quantity) seat.trade(instrument, -quantity, 180, { over: 6, tag: "index hedge" });
  }
}

function sellCalls(seat: Seat, { symbols, covered }: HedgedHolderHabits): void {
  for (const symbol of symbols) {
    const contracts = Math.floor((seat.position(symbol) * covered) / 100);
    if (contracts < 1) continue;
    const spot = seat.market.spot(symbol, seat.day, 140);
    const call = listedOption(symbol, seat.expiryAfter(20), nearestStrike(symbol, spot * 1.06), "call");
    seat.trade(call, -contracts, 140, { passive: true, over: 2, tag: "covered call" });
  }
}
