import { sum } from "../../numeric/index.js";
import { Undefined } from "../figure.js";
import type { MeasureRecord } from "../measure.js";
import type { BehaviourFigure, TradeHistory } from "./history.js";

/** Trips below which a part of the day or week says nothing. */
const LEAST_TRIPS = 20;

/** What was made by trips that share something, such as the hour of their entry. */
export interface ProfileRow {
  /** Such as `10:00` or `Monday`. */
  readonly label: string;
  readonly trips: number;
  /** Money. */
  readonly net: number;
  /** Mean net P&L of a trip. */
  readonly netPerTrip: number;
  /** Share of winners. */
  readonly winRate: number;
  /** How many standard errors the mean is from that of all other trips (Welch); null for fewer than two on a side. */
  readonly t: number | null;
}

/** Sums trips by a key, in the order of the keys; parts without a trip are left out. */
export function profileBy(
  trips: TradeHistory,
  keyOf: (trip: number) => number,
  labelOf: (key: number) => string,
): ProfileRow[] {
  const groups = new Map<number, number[]>();
  for (let trip = 0; trip < trips.n; trip++) {
    const group = groups.get(keyOf(trip));
    if (group === undefined) groups.set(keyOf(trip), [trips.net[trip]!]);
    else group.push(trips.net[trip]!);
  }
  const total = momentsOf(trips.net);
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([key, values]) => {
      const own = momentsOf(Float64Array.from(values));
      const winners = values.filter(value => value > 0).length;
      return {
        label: labelOf(key),
        trips: own.n,
        net: own.sum,
        netPerTrip: own.sum / own.n,
        winRate: winners / own.n,
        t: welch(own, { n: total.n - own.n, sum: total.sum - own.sum, squares: total.squares - own.squares }),
      };
    });
}

/** The best or worst row of a profile as a record, among those with enough trips to say something. */
export function extremeRow(profile: readonly ProfileRow[], worst: boolean, key: string): BehaviourFigure {
  const rows = profile.filter(({ trips }) => trips >= LEAST_TRIPS);
  if (rows.length < 2) return { n: 0, figure: new Undefined(`needs two parts with ${LEAST_TRIPS} trips each`) };
  const found = rows.reduce((a, b) => (b.netPerTrip < a.netPerTrip === worst ? b : a));
  const { label, trips, net, netPerTrip, t } = found;
  const figure: MeasureRecord = { [key]: label, net_per_trip: netPerTrip, trips, net, t };
  // The best and worst of several parts stand out by themselves: three errors in place of two.
  const warning = t === null || Math.abs(t) < 3 ? `may be chance: t = ${t?.toFixed(1) ?? "unknown"}` : null;
  return { n: trips, figure, warning };
}

interface Moments {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

function momentsOf(values: Float64Array): Moments {
  return { n: values.length, sum: sum(values), squares: sum(values.map(value => value * value)) };
}

function welch(a: Moments, b: Moments): number | null {
  if (a.n < 2 || b.n < 2) return null;
  const error = Math.sqrt(squaredError(a) + squaredError(b));
  return error > 0 ? (a.sum / a.n - b.sum / b.n) / error : null;
}

function squaredError({ n, sum, squares }: Moments): number {
  return Math.max(0, squares - (sum * sum) / n) / (n - 1) / n;
}
