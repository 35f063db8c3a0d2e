import type { CostMethod } from "../pnl/index.js";
import type { Splits } from "../pnl/splits.js";

/** The fills of round trips; a fill that flips a position is a leg of the trip it ends and of the one it begins. */
export interface Legs {
  /** Index into the fills. */
  readonly fill: Int32Array;
  /** Milliseconds since 1970, UTC. */
  readonly time: Float64Array;
  /** Trade date as days since 1970-01-01. */
  readonly day: Int32Array;
  /** Signed: the part of the fill that belongs to the trip. */
  readonly quantity: Float64Array;
  readonly price: Float64Array;
}

/**
 * Round trips: each from a flat position to the next flat one in one account and symbol, by entry time. One entry per trip
 * in every array; codes point into the lists beside them. Money is in the currency of the fills.
 */
export interface RoundTrips {
  readonly n: number;
  readonly method: CostMethod;
  readonly accounts: readonly string[];
  readonly symbols: readonly string[];
  /** Money per point of price and unit of quantity, by symbol code. */
  readonly multipliers: Float64Array;
  /** The splits of the symbols; quantities and prices of a trip that lasted over one are in units after it, its legs' are not. */
  readonly splits?: Splits;
  readonly account: Int32Array;
  readonly symbol: Int32Array;
  /** +1 long, −1 short. */
  readonly side: Int8Array;
  /** 1 while the position is not flat again after the last fill. */
  readonly open: Uint8Array;
  /** 1 where the position was held from one trade date into a later one; an open trip's up to the newest fill of all. */
  readonly overnight: Uint8Array;
  /** Milliseconds since 1970, UTC. */
  readonly entryTime: Float64Array;
  /** NaN while open. */
  readonly exitTime: Float64Array;
  /** Trade date of the first fill, as days since 1970-01-01. */
  readonly entryDay: Int32Array;
  /** Trade date of the last fill; of an open trip the newest trade date of all fills. */
  readonly exitDay: Int32Array;
  /** Legs: a fill that flips the position counts in both of its trips. */
  readonly fills: Int32Array;
  /** Everything that was opened, adding included; positive. */
  readonly quantity: Float64Array;
  /** The largest position; positive. */
  readonly maxPosition: Float64Array;
  /** The largest quantity of one of its fills, a fill that flips as a whole; positive. */
  readonly largestFill: Float64Array;
  /** Average price of all that was opened. */
  readonly entryPrice: Float64Array;
  /** Average price of all that was closed; NaN where nothing was. */
  readonly exitPrice: Float64Array;
  /** Money in the trade: largest position × entry price × multiplier. */
  readonly size: Float64Array;
  /** Before fees. */
  readonly realised: Float64Array;
  /** Costs are positive, rebates negative; those of a flip are shared by quantity. */
  readonly fees: Float64Array;
  /** Realised − fees. */
  readonly net: Float64Array;
  /** The planned stop: that of the first fill that opens or adds and states one; NaN where none does. */
  readonly stop: Float64Array;
  /** Money that was put at risk, |entry price − stop| × largest position × multiplier; NaN without a stop on the losing side. */
  readonly risk: Float64Array;
  /** Orders that added to the position after the first one, and those that reduced it before the last one. */
  readonly adds: Int32Array;
  readonly reductions: Int32Array;
  /** 1 where the trip began with the rest of a fill that ended another, + 2 where it ended with a part of one. */
  readonly flips: Uint8Array;
  /** First of the trip's legs; they follow one another. */
  readonly firstLeg: Int32Array;
  readonly legs: Legs;
}

/** Milliseconds from the first to the last fill; NaN while the trip is open. */
export function holdingTime(trips: Pick<RoundTrips, "entryTime" | "exitTime">): Float64Array {
  return trips.exitTime.map((exit, trip) => exit - trips.entryTime[trip]!);
}

/** Some of the trips, in their order: those of which `keep` says so. */
export function selectTrips(trips: RoundTrips, keep: (trip: number) => boolean): RoundTrips {
  const chosen = new Int32Array(trips.n);
  let n = 0;
  for (let trip = 0; trip < trips.n; trip++) if (keep(trip)) chosen[n++] = trip;
  return pickTrips(trips, chosen.subarray(0, n));
}

/** The trips of the given indices, in that order. */
export function pickTrips(trips: RoundTrips, order: Int32Array): RoundTrips {
  const pick = <T extends Float64Array | Int32Array | Int8Array | Uint8Array>(from: T): T => {
    const to = new (from.constructor as new (n: number) => T)(order.length);
    for (let i = 0; i < order.length; i++) to[i] = from[order[i]!]!;
    return to;
  };
  return {
    ...trips,
    n: order.length,
    account: pick(trips.account),
    symbol: pick(trips.symbol),
    side: pick(trips.side),
    open: pick(trips.open),
    overnight: pick(trips.overnight),
    entryTime: pick(trips.entryTime),
    exitTime: pick(trips.exitTime),
    entryDay: pick(trips.entryDay),
    exitDay: pick(trips.exitDay),
    fills: pick(trips.fills),
    quantity: pick(trips.quantity),
    maxPosition: pick(trips.maxPosition),
    largestFill: pick(trips.largestFill),
    entryPrice: pick(trips.entryPrice),
    exitPrice: pick(trips.exitPrice),
    size: pick(trips.size),
    realised: pick(trips.realised),
    fees: pick(trips.fees),
    net: pick(trips.net),
    stop: pick(trips.stop),
    risk: pick(trips.risk),
    adds: pick(trips.adds),
    reductions: pick(trips.reductions),
    flips: pick(trips.flips),
    firstLeg: pick(trips.firstLeg),
  };
}
