import { fromDayNumber } from "../../core/index.js";
import { lowerBound } from "../../numeric/index.js";
import { splitRatio } from "../pnl/splits.js";
import { barOf, DAY_MS, type DailyBars, MINUTE_MS, type MinuteBars, type TripBars, wholeMinutes } from "./bars.js";
import { FigureColumn, type TripFigures } from "./figures.js";
import type { RoundTrips } from "./trips.js";

/** How far each trip went against and for its trader, in money before fees, and how much of that its exits kept. */
export interface Excursions {
  /** Maximum adverse excursion: the lowest P&L while the trip lasted; 0 or negative. */
  readonly adverse: TripFigures;
  /** Maximum favourable excursion: the highest P&L while the trip lasted; 0 or positive. */
  readonly favourable: TripFigures;
  /** Where the result lies between the lowest (0) and the highest (1) P&L of the trip. */
  readonly exitEfficiency: TripFigures;
}

/**
 * MAE, MFE and exit efficiency of closed trips, from the P&L at every fill and at the high and low of every bar that lies
 * wholly between two fills. Bars that hold a fill are left out, because their extremes may lie before or after it: with
 * minute bars less than a minute on either side of a fill is unseen, with daily bars the rest of its session but for the
 * close before and the open after the nights, so that there the excursions are the least they can have been. A trip
 * within one session has no figure from daily bars.
 * @see Sweeney (1996), Maximum Adverse Excursion, ch. 2; for a single entry and exit the efficiency is that of RINA's reports,
 * (exit − lowest) / (highest − lowest) of a long trade
 */
export function excursions(trips: RoundTrips, bars: TripBars): Excursions {
  const figures = {
    adverse: new FigureColumn(trips.n),
    favourable: new FigureColumn(trips.n),
    exitEfficiency: new FigureColumn(trips.n),
  };
  for (let trip = 0; trip < trips.n; trip++) {
    const range = rangeOf(trips, trip, bars);
    if (typeof range === "string") {
      for (const column of Object.values(figures)) column.set(trip, range);
      continue;
    }
    const width = range.high - range.low;
    figures.adverse.set(trip, range.low);
    figures.favourable.set(trip, range.high);
    figures.exitEfficiency.set(trip, width > 0 ? (range.last - range.low) / width : "its price never moved");
  }
  return figures;
}

/** P&L of one trip: its extremes so far, what it is at the latest fill, and how much is held. */
class Range {
  low = 0;
  high = 0;
  last = 0;
  #position = 0;
  #cash = 0;
  readonly #multiplier: number;

  constructor(multiplier: number) {
    this.#multiplier = multiplier;
  }

  trade(quantity: number, price: number): void {
    this.#position += quantity;
    this.#cash -= quantity * price;
    this.last = this.see(price);
  }

  see(price: number): number {
    const pnl = (this.#cash + this.#position * price) * this.#multiplier;
    if (pnl < this.low) this.low = pnl;
    if (pnl > this.high) this.high = pnl;
    return pnl;
  }
}

function rangeOf(trips: RoundTrips, trip: number, bars: TripBars): Range | string {
  if (trips.open[trip] === 1) return "the trip is still open";
  const range = seenRange(trips, trip, bars);
  return typeof range === "string" ? `realised only: ${range}` : range;
}

function seenRange(trips: RoundTrips, trip: number, bars: TripBars): Range | string {
  if (splitRatio(trips.splits, trips.symbol[trip]!, trips.entryDay[trip]!, trips.exitDay[trip]!) !== 1) {
    return "prices before and after a split are not compared";
  }
  const symbol = trips.symbols[trips.symbol[trip]!]!;
  const minutes = bars.minutes?.(symbol);
  const days = bars.days?.(symbol);
  if (minutes !== undefined) {
    const range =
      minuteGap(trips, trip, minutes, bars.sessions) ??
      followed(trips, trip, (range, leg) => seeMinutes(range, trips, leg, minutes));
    if (typeof range !== "string" || trips.overnight[trip] === 0) return range;
  }
  if (trips.overnight[trip] === 0) return "needs minute bars: the trip began and ended in one session";
  if (days === undefined) return `needs bars: there are none of ${symbol}`;
  return followed(trips, trip, (range, leg) => seeDays(range, trips, leg, days, bars.sessions ?? days.day, symbol));
}

/** Goes through a trip's fills and what was seen between them; ends with a reason where there was nothing to see. */
function followed(trips: RoundTrips, trip: number, between: (range: Range, leg: number) => number | string) {
  const { legs } = trips;
  const range = new Range(trips.multipliers[trips.symbol[trip]!]!);
  const first = trips.firstLeg[trip]!;
  const last = first + trips.fills[trip]! - 1;
  let seen = 0;
  for (let leg = first; leg <= last; leg++) {
    range.trade(legs.quantity[leg]!, legs.price[leg]!);
    const bars = leg === last ? 0 : between(range, leg);
    if (typeof bars === "string") return bars;
    seen += bars;
  }
  return seen > 0 ? range : "needs finer bars: no whole bar lies between its fills";
}

/** Why minute bars do not tell a trip: they miss a whole session of it, or most of its minutes within sessions. */
function minuteGap(trips: RoundTrips, trip: number, bars: MinuteBars, sessions?: Float64Array): string | undefined {
  const { time, day } = trips.legs;
  const first = trips.firstLeg[trip]!;
  let [seen, whole] = [0, 0];
  for (let leg = first; leg < first + trips.fills[trip]! - 1; leg++) {
    const gap = sessions && missingSession(bars, sessions, day[leg]!, day[leg + 1]!);
    if (gap !== undefined) return `no minute bar lies in the session ${fromDayNumber(gap)}`;
    if (day[leg] !== day[leg + 1]) continue;
    const [from, to] = wholeMinutes(bars, time[leg]!, time[leg + 1]!);
    seen += to - from;
    whole += Math.max(0, Math.floor(time[leg + 1]! / MINUTE_MS) - Math.ceil(time[leg]! / MINUTE_MS));
  }
  return seen * 2 < whole ? `minute bars cover ${seen} of its ${whole} minutes` : undefined;
}

/** The first session between two days of which there is no bar. */
function missingSession(bars: MinuteBars, sessions: Float64Array, from: number, to: number): number | undefined {
  for (let at = lowerBound(sessions, from + 1); at < sessions.length && sessions[at]! < to; at++) {
    const next = bars.start[lowerBound(bars.start, sessions[at]! * DAY_MS)];
    if (next === undefined || next >= (sessions[at]! + 1) * DAY_MS) return sessions[at]!;
  }
  return undefined;
}

function seeMinutes(range: Range, { legs }: RoundTrips, leg: number, bars: MinuteBars): number {
  const [first, end] = wholeMinutes(bars, legs.time[leg]!, legs.time[leg + 1]!);
  for (let bar = first; bar < end; bar++) {
    range.see(bars.high[bar]!);
    range.see(bars.low[bar]!);
  }
  return end - first;
}

function seeDays(
  range: Range,
  { legs }: RoundTrips,
  leg: number,
  bars: DailyBars,
  sessions: Float64Array,
  symbol: string,
): number | string {
  const [from, to] = [legs.day[leg]!, legs.day[leg + 1]!];
  if (from === to) return 0;
  const gap = [from, to].find(session => barOf(bars, session) < 0);
  if (gap !== undefined) return `needs bars: there is none of ${symbol} on ${fromDayNumber(gap)}`;
  for (let at = lowerBound(sessions, from); at < sessions.length && sessions[at]! <= to; at++) {
    const session = sessions[at]!;
    const bar = barOf(bars, session);
    if (bar < 0) return `needs bars: there is none of ${symbol} on ${fromDayNumber(session)}`;
    const inside = session > from && session < to;
    const prices = inside ? [bars.high[bar]!, bars.low[bar]!] : [session === from ? bars.close[bar]! : bars.open[bar]!];
    if (prices.some(Number.isNaN)) return `needs bars: that of ${symbol} on ${fromDayNumber(session)} is incomplete`;
    for (const price of prices) range.see(price);
  }
  return to - from;
}
