import type { TradeHistory } from "./history.js";

/** What was done on each day that has an entry, oldest first. */
export interface ActiveDays {
  readonly n: number;
  readonly day: Int32Array;
  readonly trips: Float64Array;
  /** Money, of the trips that were entered on the day. */
  readonly net: Float64Array;
  /** The first trip of each day; the trips of a day follow one another. */
  readonly first: Int32Array;
}

/** Groups trips, which are in the order of their entries, by the trade date of their entry. */
export function activeDays(trips: TradeHistory): ActiveDays {
  const first: number[] = [];
  for (let trip = 0; trip < trips.n; trip++) {
    if (trip === 0 || trips.entryDay[trip] !== trips.entryDay[trip - 1]) first.push(trip);
  }
  const n = first.length;
  const net = new Float64Array(n);
  first.forEach((from, at) => {
    for (let trip = from; trip < (first[at + 1] ?? trips.n); trip++) net[at]! += trips.net[trip]!;
  });
  return {
    n,
    day: Int32Array.from(first, trip => trips.entryDay[trip]!),
    trips: Float64Array.from(first, (from, at) => (first[at + 1] ?? trips.n) - from),
    net,
    first: Int32Array.from(first),
  };
}
