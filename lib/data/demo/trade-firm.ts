import { type Progress, randomStream, silentProgress } from "../../core/index.js";
import { Blotter, type DemoFill } from "./blotter.js";
import type { DemoMarket } from "./market.js";
import { ROSTER, type Trader } from "./roster.js";
import { Seat } from "./seat.js";

/**
 * Lets all traders trade, each with a random stream of its own, so that changing one trader changes no other.
 * @returns every fill by session and time, as the broker would list them
 */
export function tradeFirm(
  market: DemoMarket,
  seed: string,
  traders: readonly Trader[] = ROSTER,
  progress: Progress = silentProgress,
): DemoFill[] {
  const fills = traders.flatMap((trader, i) => {
    progress.update("Trading the demo firm", (i + 1) / traders.length);
    return tradeAccount(market, trader, seed);
  });
  return fills.sort(
    (a, b) => a.day - b.day || a.second - b.second || (a.account < b.account ? -1 : a.account > b.account ? 1 : 0),
  );
}

function tradeAccount(market: DemoMarket, trader: Trader, seed: string): readonly DemoFill[] {
  const seat = new Seat(market, randomStream(`${seed}/trader/${trader.account}`));
  const blotter = new Blotter(trader.account);
  const style = trader.style();
  for (let day = market.first; day < market.sessions.length; day++) {
    const session = market.sessions[day]!;
    if (trader.since !== undefined && session.date < trader.since) continue;
    seat.day = day;
    style(seat);
    seat.settleExpiries();
    blotter.book(seat.endDay(), day, session);
  }
  return blotter.fills;
}
