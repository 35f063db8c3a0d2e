import { type Owners, ownerOn } from "../pnl/index.js";
import type { RoundTrips } from "./trips.js";

/**
 * Whose a trip is: the trader's whose account it was from its entry to its exit (an open trip's to the newest fill). A trip
 * that was handed over in between is null: its daily P&L belongs to each in turn, its result to the habits of neither.
 */
export function tripTrader(trips: RoundTrips, trip: number, owners: Owners): string | null {
  const account = trips.accounts[trips.account[trip]!]!;
  const first = ownerOn(owners, account, trips.entryDay[trip]!)?.trader ?? null;
  return ownerOn(owners, account, trips.exitDay[trip]!)?.trader === first ? first : null;
}
