import { fromDayNumber, type IsoDate } from "../../core/index.js";
import { BEGAN_BY_FLIP, ENDED_BY_FLIP } from "./trip-log.js";
import type { RoundTrips } from "./trips.js";

/** A round trip with names in place of codes: a row of a table. */
export interface TripRow {
  readonly account: string;
  readonly symbol: string;
  readonly side: "long" | "short";
  readonly open: boolean;
  readonly overnight: boolean;
  /** ISO, UTC. */
  readonly entered: string;
  /** Null while open. */
  readonly exited: string | null;
  readonly entryDate: IsoDate;
  readonly exitDate: IsoDate | null;
  readonly heldMinutes: number | null;
  /** Whether it began with the rest of a fill that ended another trip, and ended with a part of one that began another. */
  readonly beganByFlip: boolean;
  readonly endedByFlip: boolean;
  /** Orders that added after the first one, and those that reduced before the last one. */
  readonly adds: number;
  readonly reductions: number;
  readonly fills: number;
  readonly quantity: number;
  readonly maxPosition: number;
  readonly entryPrice: number;
  readonly exitPrice: number | null;
  readonly realised: number;
  readonly fees: number;
  readonly net: number;
  /** The planned stop; null where no fill states one. */
  readonly stop: number | null;
  /** Net result in units of the money between entry and stop; null while open and without a stop on the losing side. */
  readonly rMultiple: number | null;
}

/** One row for each trip. */
export function tripRows(trips: RoundTrips): TripRow[] {
  return Array.from({ length: trips.n }, (_, trip) => tripRow(trips, trip));
}

/** The row of one trip. */
export function tripRow(trips: RoundTrips, trip: number): TripRow {
  const open = trips.open[trip] === 1;
  const [entry, exit] = [trips.entryTime[trip]!, trips.exitTime[trip]!];
  const exitPrice = trips.exitPrice[trip]!;
  const [stop, risk, flips] = [trips.stop[trip]!, trips.risk[trip]!, trips.flips[trip]!];
  return {
    account: trips.accounts[trips.account[trip]!]!,
    symbol: trips.symbols[trips.symbol[trip]!]!,
    side: trips.side[trip] === 1 ? "long" : "short",
    open,
    overnight: trips.overnight[trip] === 1,
    entered: new Date(entry).toISOString(),
    exited: open ? null : new Date(exit).toISOString(),
    entryDate: fromDayNumber(trips.entryDay[trip]!),
    exitDate: open ? null : fromDayNumber(trips.exitDay[trip]!),
    heldMinutes: open ? null : (exit - entry) / 60_000,
    beganByFlip: (flips & BEGAN_BY_FLIP) !== 0,
    endedByFlip: (flips & ENDED_BY_FLIP) !== 0,
    adds: trips.adds[trip]!,
    reductions: trips.reductions[trip]!,
    fills: trips.fills[trip]!,
    quantity: trips.quantity[trip]!,
    maxPosition: trips.maxPosition[trip]!,
    entryPrice: trips.entryPrice[trip]!,
    exitPrice: Number.isNaN(exitPrice) ? null : exitPrice,
    realised: trips.realised[trip]!,
    fees: trips.fees[trip]!,
    net: trips.net[trip]!,
    stop: Number.isNaN(stop) ? null : stop,
    rMultiple: open || Number.isNaN(risk) ? null : trips.net[trip]! / risk,
  };
}
