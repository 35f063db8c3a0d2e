import { tooFew } from "../figure.js";
import { localTimes } from "./clock.js";
import { type BehaviourMeasure, closedTrips, type TradeHistory } from "./history.js";
import { extremeRow, type ProfileRow, profileBy } from "./profile.js";
import { RECORD, SHARE } from "./section.js";

const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;

/**
 * Closed trips by the half-hour of their entry.
 * @param options.timeZone IANA zone of the clock
 */
export function profileByTime(history: TradeHistory, { timeZone }: { timeZone: string }): ProfileRow[] {
  const trips = closedTrips(history);
  const times = localTimes(trips.entryTime, timeZone);
  return profileBy(trips, trip => Math.floor((times[trip]! % DAY_MS) / HALF_HOUR_MS), clockText);
}

/** When in the day the trader earns, loses and trades most; by the half-hour of the entry. */
export const timeOfDayMeasures: readonly BehaviourMeasure[] = [
  {
    ...RECORD,
    id: "best_time",
    label: "Best half-hour",
    definition:
      "half-hour of entry with the highest mean net P&L a trip, of those with 20 trips; t against all others; v1",
    compute: ({ trips, timeZone }) => extremeRow(profileByTime(trips, { timeZone }), false, "from"),
  },
  {
    ...RECORD,
    id: "worst_time",
    label: "Worst half-hour",
    definition:
      "half-hour of entry with the lowest mean net P&L a trip, of those with 20 trips; t against all others; v1",
    compute: ({ trips, timeZone }) => extremeRow(profileByTime(trips, { timeZone }), true, "from"),
  },
  {
    ...SHARE,
    id: "busiest_time_share",
    label: "Trips in the busiest half-hour",
    definition: "share of closed trips that were entered in the half-hour with most entries; v1",
    compute: ({ trips, timeZone }) => {
      const most = Math.max(0, ...profileByTime(trips, { timeZone }).map(row => row.trips));
      return { n: trips.n, figure: tooFew(trips.n, 20) ?? most / trips.n };
    },
  },
];

function clockText(halfHour: number): string {
  return `${String(halfHour >> 1).padStart(2, "0")}:${halfHour % 2 === 0 ? "00" : "30"}`;
}
