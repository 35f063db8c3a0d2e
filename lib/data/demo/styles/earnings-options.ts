import { listedOption, nearestStrike } from "../options.js";
import type { Seat, Style } from "../seat.js";

export interface EarningsHabits {
  /** Premium paid for one idea, in money. */
  readonly premium: number;
  /** Share of ideas that are on the right side. */
  readonly skill: number;
}

/** Buys a call or a put on the eve of a stock's earnings, and on hunches in between, and sells within days. */
export function earningsOptions({ premium, skill }: EarningsHabits): Style {
  const bought = new Map<string, { day: number; tag: string }>();
  return seat => {
    for (const { instrument, quantity, cost } of seat.positions()) {
      const { day: since, tag } = bought.get(instrument.symbol)!;
      const price = seat.market.middle(instrument, seat.day, 25);
      const old = seat.day - since >= 4;
      const announced =
        instrument.kind === "option" && seat.market.stocks.get(instrument.underlying)!.earnings.has(seat.day);
      if (old || announced || price > (1.7 * cost) / quantity) {
        seat.trade(instrument, -quantity, 25 + 60 * seat.random.uniform(), { over: 3, tag });
      }
    }
    for (const [symbol, { earnings }] of seat.market.stocks) {
      const hunch = seat.random.uniform() < 0.012;
      const announces = earnings.has(seat.day + 1);
      if (announces || hunch) buy(seat, symbol, announces ? "earnings" : "hunch");
    }
  };

  function buy(seat: Seat, symbol: string, tag: string): void {
    const { market, day, random } = seat;
    if (day + 2 >= market.sessions.length) return;
    const rises = market.returnBetween(symbol, day, day + 2) > 0;
    const right = (random.uniform() < skill ? rises : !rises) ? "call" : "put";
    const minute = seat.minutes - 70 + 40 * random.uniform();
    const spot = market.spot(symbol, day, minute);
    const strike = nearestStrike(symbol, spot * (right === "call" ? 1.02 : 0.98));
    const option = listedOption(symbol, seat.expiryAfter(12), strike, right);
    const price = Math.max(option.tick, market.middle(option, day, minute));
    const contracts = Math.max(
      1,
      Math.min(400, Math.round((premium * (0.6 + 0.8 * random.uniform())) / (price * 100))),
    );
    if (seat.position(option.symbol) !== 0) return;
    seat.trade(option, contracts, minute, { passive: random.uniform() < 0.5, over: 2, tag });
    bought.set(option.symbol, { day, tag });
  }
}
