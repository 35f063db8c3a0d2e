import { fromDayNumber, type IsoDate } from "../../core/index.js";
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
  readonly fills: number;
  readonly quantity: number;
  readonly maxPosition: number;
  readonly entryPrice: number;
  readonly exitPrice: number | null;
  readonly realised: number;
  readonly fees: number;
  readonly net: number;
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
    fills: trips.fills[trip]!,
    quantity: trips.quantity[trip]!,
    maxPosition: trips.maxPosition[trip]!,
    entryPrice: trips.entryPrice[trip]!,
    exitPrice: Number.isNaN(exitPrice) ? null : exitPrice,
    realised: trips.realised[trip]!,
    fees: trips.fees[trip]!,
    net: trips.net[trip]!,
  };
}
