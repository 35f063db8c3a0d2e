import type { Instrument } from "../instrument.js";
import { plannedStop } from "../planned-stop.js";
import type { Seat, Style } from "../seat.js";
import { FULL_SESSION } from "../sessions.js";

const OPENING_MINUTES = 15;

/** What makes one day trader different from another. */
export interface DayTradingHabits {
  /** Symbols traded; the first ones more often. Empty for the front future. */
  readonly symbols: readonly string[];
  readonly tripsPerDay: number;
  /** Minutes in a position, typically. */
  readonly holdMinutes: number;
  /** Money (contracts of a future) of a normal entry. */
  readonly size: number;
  /** Share of trips that are on the right side of the move. */
  readonly skill: number;
  /** Share of orders that wait on their own side of the spread. */
  readonly passive: number;
  /** How much longer a losing trip is held than a winning one. */
  readonly hopesFor?: number;
  /** Size of the next entry against normal, after a number of losing exits in a row. */
  readonly sizeAfterLosses?: (losses: number) => number;
  /** Share of the usual pause that is taken after a losing exit. */
  readonly hasteAfterLoss?: number;
  /** Loss of a day in money at which the trader goes home. */
  readonly dailyStop?: number;
  /** Deviations of the typical hold at which the planned stop lies; a trader without it plans none. */
  readonly stopDeviations?: number;
  /** Size against normal by the number of sessions traded so far. */
  readonly growth?: (sessions: number) => number;
  /** Share of the day's trips that start in its first hour. */
  readonly likesTheOpen?: boolean;
}

interface Day {
  minute: number;
  losses: number;
  result: number;
}

/** Trades in and out within the day, one position at a time, flat before the close. */
export function dayTrading(habits: DayTradingHabits): Style {
  let sessions = 0;
  return seat => {
    const growth = habits.growth?.(sessions++) ?? 1;
    const busy = Math.exp(0.3 * seat.random.normal());
    const pause = Math.max(0.5, (seat.minutes - 10) / (habits.tripsPerDay * busy) - habits.holdMinutes);
    const day: Day = { minute: 0.1 + 4 * seat.random.uniform(), losses: 0, result: 0 };
    const until = habits.likesTheOpen === true ? seat.minutes * 0.45 : seat.minutes - 12;
    while (day.minute < until && day.result > -(habits.dailyStop ?? Number.POSITIVE_INFINITY)) {
      roundTrip(seat, habits, day, growth);
      const haste = day.losses > 0 ? (habits.hasteAfterLoss ?? 1) : 1;
      day.minute += 0.3 + pause * haste * -Math.log(1 - seat.random.uniform());
    }
  };
}

function roundTrip(seat: Seat, habits: DayTradingHabits, day: Day, growth: number): void {
  const { random, market } = seat;
  const instrument = chooseInstrument(seat, habits);
  const hold = Math.max(0.7, habits.holdMinutes * Math.exp(0.6 * random.normal()));
  const horizon = Math.min(seat.minutes - 3, day.minute + hold);
  const entryPrice = market.middle(instrument, seat.day, day.minute);
  const move = market.middle(instrument, seat.day, horizon) - entryPrice;
  const right = random.uniform() < habits.skill;
  const side = (move >= 0 ? 1 : -1) * (right ? 1 : -1);
  const exit = right ? horizon : Math.min(seat.minutes - 3, day.minute + hold * (habits.hopesFor ?? 1));
  const boldness = day.losses > 0 ? (habits.sizeAfterLosses?.(day.losses) ?? 1) : 1;
  const quantity = side * entryQuantity(seat, habits, instrument, entryPrice, growth * boldness);
  const tag = setupOf(seat, instrument, day.minute, side);
  const stop = stopOf(seat, habits, instrument, side, day.minute);
  const paid = seat.trade(instrument, quantity, day.minute, { passive: random.uniform() < habits.passive, tag, stop });
  const got = seat.trade(instrument, -quantity, exit, { passive: right && random.uniform() < habits.passive, tag });
  const result = quantity * (got - paid) * instrument.multiplier;
  day.result += result;
  day.losses = result < 0 ? day.losses + 1 : 0;
  day.minute = exit + 0.7;
}

function chooseInstrument(seat: Seat, { symbols }: DayTradingHabits): Instrument {
  if (symbols.length === 0) return seat.market.frontFuture(seat.day);
  const favoured = Math.floor(symbols.length * seat.random.uniform() ** 1.6);
  return seat.market.stock(symbols[favoured]!);
}

/** What the trader calls the trade: by the time of day, or by whether it goes with the last move or against it. */
function setupOf({ market, day }: Seat, instrument: Instrument, minute: number, side: number): string {
  if (minute < OPENING_MINUTES) return "opening drive";
  const before = market.middle(instrument, day, minute - OPENING_MINUTES);
  return side * (market.middle(instrument, day, minute) - before) >= 0 ? "continuation" : "fade";
}

function stopOf(
  seat: Seat,
  { stopDeviations, holdMinutes }: DayTradingHabits,
  instrument: Instrument,
  side: number,
  minute: number,
): number | undefined {
  if (stopDeviations === undefined) return undefined;
  return plannedStop(seat, instrument, side, minute, (stopDeviations ** 2 * holdMinutes) / FULL_SESSION);
}

/** Round lots mostly, odd sizes at times, at least one hundred shares or one contract. */
function entryQuantity(
  seat: Seat,
  habits: DayTradingHabits,
  instrument: Instrument,
  price: number,
  scale: number,
): number {
  const noise = Math.exp(0.28 * seat.random.normal());
  if (instrument.kind === "future") return Math.max(1, Math.round(habits.size * noise * scale));
  const shares = (habits.size * noise * scale) / price;
  const odd = seat.random.uniform() < 0.18 ? seat.random.integer(60) : 0;
  return Math.max(100, Math.round(shares / 100) * 100) + odd;
}
