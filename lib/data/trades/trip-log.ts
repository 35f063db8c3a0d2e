import { CompensatedSum } from "../pnl/compensated-sum.js";
import type { CostMethod, PnlFills } from "../pnl/fills.js";
import { pickTrips, type RoundTrips } from "./trips.js";

/** What is added to the trip that is under way. */
interface Leg {
  readonly fill: number;
  /** Signed. */
  readonly quantity: number;
  readonly fees: number;
  /** Money, before fees. */
  readonly realised: number;
  /** Signed position after the leg, exact. */
  readonly position: number;
  /** Whether the leg is one of two parts of a fill that goes beyond flat. */
  readonly flips: boolean;
}

/** Bits of `RoundTrips.flips`. */
export const BEGAN_BY_FLIP = 1;
export const ENDED_BY_FLIP = 2;

/** What was opened or closed so far; fills of one order in a row count once. */
function emptySide(): { quantity: number; value: number; orders: number; order: number } {
  return { quantity: 0, value: 0, orders: 0, order: 0 };
}

/** Writes round trips one after another, into arrays that are as long as there can be trips. */
export class TripLog {
  readonly #fills: PnlFills;
  readonly #trips: RoundTrips;
  readonly #realised = new CompensatedSum();
  readonly #fees = new CompensatedSum();
  readonly #newestDay: number;
  #n = 0;
  #legs = 0;
  #opened = emptySide();
  #closed = emptySide();

  constructor(fills: PnlFills, method: CostMethod) {
    this.#fills = fills;
    this.#trips = roomFor(fills, method);
    this.#newestDay = fills.day.reduce((newest, day) => Math.max(newest, day), Number.NEGATIVE_INFINITY);
  }

  /** Begins a trip with a fill that leaves flat. */
  begin(fill: number, side: number): void {
    const { account, symbol, side: sides, entryTime, entryDay, firstLeg, maxPosition, stop } = this.#trips;
    const at = this.#n;
    account[at] = this.#fills.account[fill]!;
    symbol[at] = this.#fills.symbol[fill]!;
    sides[at] = side;
    entryTime[at] = this.#fills.time[fill]!;
    entryDay[at] = this.#fills.day[fill]!;
    firstLeg[at] = this.#legs;
    maxPosition[at] = 0;
    stop[at] = Number.NaN;
    this.#realised.clear();
    this.#fees.clear();
    this.#opened = emptySide();
    this.#closed = emptySide();
  }

  add(leg: Leg): void {
    const { legs, side, maxPosition, stop, flips } = this.#trips;
    const price = this.#fills.price[leg.fill]!;
    legs.fill[this.#legs] = leg.fill;
    legs.time[this.#legs] = this.#fills.time[leg.fill]!;
    legs.day[this.#legs] = this.#fills.day[leg.fill]!;
    legs.quantity[this.#legs] = leg.quantity;
    legs.price[this.#legs] = price;
    if (leg.flips) flips[this.#n]! += this.#legs === this.#trips.firstLeg[this.#n] ? BEGAN_BY_FLIP : ENDED_BY_FLIP;
    this.#legs++;
    const opens = Math.sign(leg.quantity) === side[this.#n];
    const into = opens ? this.#opened : this.#closed;
    into.quantity += Math.abs(leg.quantity);
    into.value += Math.abs(leg.quantity) * price;
    const order = this.#fills.order?.[leg.fill] ?? 0;
    if (order === 0 || order !== into.order) into.orders++;
    into.order = order;
    if (opens && Number.isNaN(stop[this.#n])) stop[this.#n] = this.#fills.stopPrice?.[leg.fill] ?? Number.NaN;
    this.#realised.add(leg.realised);
    this.#fees.add(leg.fees);
    const { largestFill } = this.#trips;
    largestFill[this.#n] = Math.max(largestFill[this.#n]!, this.#fills.quantity[leg.fill]!);
    maxPosition[this.#n] = Math.max(maxPosition[this.#n]!, Math.abs(leg.position));
  }

  /** Restates what the trip is so far in the units after a split; its money stays. */
  split(ratio: number): void {
    const { maxPosition, stop } = this.#trips;
    this.#opened.quantity *= ratio;
    this.#closed.quantity *= ratio;
    maxPosition[this.#n]! *= ratio;
    stop[this.#n]! /= ratio;
  }

  /** Ends the trip with its last leg, flat or, with `open`, where the fills end. */
  end({ open }: { open: boolean }): void {
    const trips = this.#trips;
    const at = this.#n++;
    const last = this.#legs - 1;
    trips.open[at] = open ? 1 : 0;
    trips.exitTime[at] = open ? Number.NaN : trips.legs.time[last]!;
    trips.exitDay[at] = open ? this.#newestDay : trips.legs.day[last]!;
    trips.overnight[at] = trips.exitDay[at]! > trips.entryDay[at]! ? 1 : 0;
    trips.fills[at] = this.#legs - trips.firstLeg[at]!;
    trips.quantity[at] = this.#opened.quantity;
    trips.entryPrice[at] = this.#opened.value / this.#opened.quantity;
    trips.exitPrice[at] = this.#closed.quantity === 0 ? Number.NaN : this.#closed.value / this.#closed.quantity;
    const multiplier = this.#fills.multipliers[trips.symbol[at]!]!;
    trips.size[at] = trips.maxPosition[at]! * Math.abs(trips.entryPrice[at]!) * multiplier;
    const distance = (trips.entryPrice[at]! - trips.stop[at]!) * trips.side[at]!;
    trips.risk[at] = distance > 0 ? distance * trips.maxPosition[at]! * multiplier : Number.NaN;
    trips.adds[at] = this.#opened.orders - 1;
    trips.reductions[at] = Math.max(0, this.#closed.orders - (open ? 0 : 1));
    trips.realised[at] = this.#realised.value;
    trips.fees[at] = this.#fees.value;
    trips.net[at] = this.#realised.value - this.#fees.value;
  }

  /** All trips, by entry time; those of equal time by account and symbol, as the chains come. */
  byEntry(): RoundTrips {
    const { entryTime, legs } = this.#trips;
    const order = Int32Array.from({ length: this.#n }, (_, trip) => trip);
    order.sort((a, b) => entryTime[a]! - entryTime[b]! || a - b);
    const part = <T extends Float64Array | Int32Array>(from: T): T => from.slice(0, this.#legs) as T;
    return {
      ...pickTrips(this.#trips, order),
      legs: {
        fill: part(legs.fill),
        time: part(legs.time),
        day: part(legs.day),
        quantity: part(legs.quantity),
        price: part(legs.price),
      },
    };
  }
}

/** Every trip opens with a fill of its own, and no fill is more than two legs. */
function roomFor({ n, accounts, symbols, multipliers, splits }: PnlFills, method: CostMethod): RoundTrips {
  return {
    n,
    method,
    accounts,
    symbols,
    multipliers,
    ...(splits === undefined ? {} : { splits }),
    account: new Int32Array(n),
    symbol: new Int32Array(n),
    side: new Int8Array(n),
    open: new Uint8Array(n),
    overnight: new Uint8Array(n),
    entryTime: new Float64Array(n),
    exitTime: new Float64Array(n),
    entryDay: new Int32Array(n),
    exitDay: new Int32Array(n),
    fills: new Int32Array(n),
    quantity: new Float64Array(n),
    maxPosition: new Float64Array(n),
    largestFill: new Float64Array(n),
    entryPrice: new Float64Array(n),
    exitPrice: new Float64Array(n),
    size: new Float64Array(n),
    realised: new Float64Array(n),
    fees: new Float64Array(n),
    net: new Float64Array(n),
    stop: new Float64Array(n),
    risk: new Float64Array(n),
    adds: new Int32Array(n),
    reductions: new Int32Array(n),
    flips: new Uint8Array(n),
    firstLeg: new Int32Array(n),
    legs: {
      fill: new Int32Array(2 * n),
      time: new Float64Array(2 * n),
      day: new Int32Array(2 * n),
      quantity: new Float64Array(2 * n),
      price: new Float64Array(2 * n),
    },
  };
}
