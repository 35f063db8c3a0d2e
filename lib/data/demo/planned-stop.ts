import type { Instrument } from "./instrument.js";
import { toTick } from "./price-path.js";
import type { Seat } from "./seat.js";

/** A stop lies at least this many steps of the price away. */
const LEAST_TICKS = 8;

/**
 * Where a trader plans to give a position up: as far from the market as it usually moves over some time. No chance is
 * involved, so that whether a stop is stated changes no trade.
 * @param side 1 for a long position, −1 for a short one
 * @param days the time whose usual move is the distance; 0.04 is a quarter of an hour
 */
export function plannedStop(seat: Seat, instrument: Instrument, side: number, minute: number, days: number): number {
  const { market, day } = seat;
  const price = market.middle(instrument, day, minute);
  const symbol = instrument.kind === "equity" ? instrument.symbol : instrument.underlying;
  const move = price * market.recentVolatility(symbol, day) * Math.sqrt(days);
  return toTick(price - side * Math.max(move, LEAST_TICKS * instrument.tick), instrument.tick);
}
