import { INDEX_SYMBOL } from "../futures.js";
import type { OptionInstrument } from "../instrument.js";
import { listedOption, nearestStrike } from "../options.js";
import type { Seat, Style } from "../seat.js";

export interface PremiumSellerHabits {
  /** Contracts sold on each side of a new strangle. */
  readonly contracts: number;
  /** Puts added per session in a falling market: the habit that ends the account. */
  readonly doublesDown: number;
  /** Open loss in money at which the firm closes everything and takes the trader off the desk. */
  readonly firmStop: number;
}

const SESSIONS_BETWEEN_SALES = 5;
const MOST_PUTS = 3;
const STRANGLE = "short strangle";

/** Sells index strangles month after month, adds puts into falls, and is closed out when the loss is too large. */
export function premiumSelling(habits: PremiumSellerHabits): Style {
  let stopped = false;
  return seat => {
    if (stopped) return;
    const open = seat.positions();
    if (openLoss(seat) > habits.firmStop) {
      for (const { instrument, quantity } of open)
        seat.trade(instrument, -quantity, 35, { over: 25, tag: "closed by the firm" });
      stopped = true;
      return;
    }
    takeProfits(seat);
    const fell = seat.market.returnBetween(INDEX_SYMBOL, seat.day - 4, seat.day - 1) < -0.035;
    if (fell && putsHeld(seat) < MOST_PUTS * 2 * habits.contracts) {
      sell(seat, 0.92, "put", habits.doublesDown, 330, "added put");
    } else if (seat.day % SESSIONS_BETWEEN_SALES === 0 && putsHeld(seat) < MOST_PUTS * habits.contracts) {
      sell(seat, 0.95, "put", habits.contracts, 60, STRANGLE);
      sell(seat, 1.035, "call", Math.ceil(habits.contracts / 2), 62, STRANGLE);
    }
  };
}

function sell(
  seat: Seat,
  moneyness: number,
  right: "put" | "call",
  contracts: number,
  minute: number,
  tag: string,
): void {
  const at = Math.min(minute, seat.minutes - 15);
  const spot = seat.market.spot(INDEX_SYMBOL, seat.day, at);
  const strike = nearestStrike(INDEX_SYMBOL, spot * moneyness);
  const option = listedOption(INDEX_SYMBOL, seat.expiryAfter(25), strike, right);
  seat.trade(option, -contracts, at, { passive: true, tag });
}

/** Buys back what has lost most of its premium. */
function takeProfits(seat: Seat): void {
  for (const { instrument, quantity, cost } of seat.positions()) {
    const price = seat.market.middle(instrument, seat.day, 120);
    if (price < 0.3 * (cost / quantity) && price > 0.1)
      seat.trade(instrument, -quantity, 120, { passive: true, tag: "profit taken" });
  }
}

function putsHeld(seat: Seat): number {
  let puts = 0;
  for (const { instrument, quantity } of seat.positions()) {
    if ((instrument as OptionInstrument).right === "put") puts -= quantity;
  }
  return puts;
}

function openLoss(seat: Seat): number {
  return seat.positions().reduce((loss, { instrument, quantity, cost }) => {
    const value = seat.market.middle(instrument, seat.day, 30) * quantity;
    return loss - (value - cost) * instrument.multiplier;
  }, 0);
}
