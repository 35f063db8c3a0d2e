import type { IsoDate } from "../../core/index.js";
import type { MeasureDescription } from "../definition.js";
import type { Figure } from "../figure.js";
import type { MeasureRecord } from "../measure.js";
import type { DeclaredRules } from "./declared-rules.js";
import { type Sequence, sequenceOf } from "./sequence.js";

/**
 * Round trips of one trader in one currency, by entry time; one entry per trip in every array. The data room's round trips
 * of one trader are such a history.
 */
export interface TradeHistory {
  readonly n: number;
  /** Code of the symbol. */
  readonly symbol: Int32Array;
  /** 1 while the trip is open. */
  readonly open: Uint8Array;
  /** Milliseconds since 1970, UTC. */
  readonly entryTime: Float64Array;
  /** NaN while open. */
  readonly exitTime: Float64Array;
  /** Trade dates as days since 1970-01-01; of an open trip the exit is the newest day that is known. */
  readonly entryDay: Int32Array;
  readonly exitDay: Int32Array;
  /** Money in the trade: largest position × entry price × multiplier. */
  readonly size: Float64Array;
  /** Money, before fees. */
  readonly realised: Float64Array;
  readonly fees: Float64Array;
  /** Realised − fees. */
  readonly net: Float64Array;
  /** What follows is for declared rules and R-multiples; NaN where it is unknown. Code of the account. */
  readonly account?: Int32Array;
  /** +1 long, −1 short. */
  readonly side?: Int8Array;
  readonly exitPrice?: Float64Array;
  /** The planned stop. */
  readonly stop?: Float64Array;
  /** Money between entry and stop. */
  readonly risk?: Float64Array;
  /** The largest quantity of one fill. */
  readonly largestFill?: Float64Array;
}

export interface BehaviourOptions {
  /** ISO 4217, of the trips' money. */
  readonly currency: string;
  /** IANA zone in which hours are told. */
  readonly timeZone: string;
  /** The sessions on which the trader could have traded; without them idle time is undefined. */
  readonly sessions?: readonly IsoDate[];
  /** What the trader was told to keep to; without it nothing is said of rules. */
  readonly rules?: DeclaredRules;
}

/** What a measure of behaviour may look at: a trader's closed trips, in order, and what came before each. */
export interface BehaviourContext extends BehaviourOptions {
  /** Closed and open ones. */
  readonly all: TradeHistory;
  /** The closed ones. */
  readonly trips: TradeHistory;
  readonly sequence: Sequence;
}

/** A measure of behaviour: its description, and the figure with how many observations it rests on. */
export interface BehaviourMeasure extends MeasureDescription {
  compute(context: BehaviourContext): BehaviourFigure;
}

/** `n` counts what the figure rests on, which is seldom all trips. */
export interface BehaviourFigure {
  readonly n: number;
  readonly figure: Figure<number | MeasureRecord>;
  readonly warning?: string | null;
}

/** Puts the closed trips of a history in order. */
export function contextOfTrips(history: TradeHistory, options: BehaviourOptions): BehaviourContext {
  const trips = closedTrips(history);
  return { ...options, all: history, trips, sequence: sequenceOf(trips) };
}

/** The closed trips of a history. */
export function closedTrips(history: TradeHistory): TradeHistory {
  const closed = Int32Array.from(history.open.keys()).filter(trip => history.open[trip] === 0);
  if (closed.length === history.n) return history;
  const doubles = (from: Float64Array): Float64Array => Float64Array.from(closed, trip => from[trip]!);
  const integers = (from: Int32Array): Int32Array => closed.map(trip => from[trip]!);
  const { account, side, exitPrice, stop, risk, largestFill } = history;
  return {
    ...(account && { account: integers(account) }),
    ...(side && { side: Int8Array.from(closed, trip => side[trip]!) }),
    ...(exitPrice && { exitPrice: doubles(exitPrice) }),
    ...(stop && { stop: doubles(stop) }),
    ...(risk && { risk: doubles(risk) }),
    ...(largestFill && { largestFill: doubles(largestFill) }),
    n: closed.length,
    symbol: integers(history.symbol),
    open: new Uint8Array(closed.length),
    entryTime: doubles(history.entryTime),
    exitTime: doubles(history.exitTime),
    entryDay: integers(history.entryDay),
    exitDay: integers(history.exitDay),
    size: doubles(history.size),
    realised: doubles(history.realised),
    fees: doubles(history.fees),
    net: doubles(history.net),
  };
}
