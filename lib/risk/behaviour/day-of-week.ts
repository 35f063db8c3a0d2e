import { type BehaviourMeasure, closedTrips, type TradeHistory } from "./history.js";
import { extremeRow, type ProfileRow, profileBy } from "./profile.js";
import { RECORD } from "./section.js";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Closed trips by the weekday of their entry's trade date. */
export function profileByWeekday(history: TradeHistory): ProfileRow[] {
  const trips = closedTrips(history);
  // 1970-01-01 was a Thursday
  return profileBy(
    trips,
    trip => (trips.entryDay[trip]! + 3) % 7,
    weekday => WEEKDAYS[weekday]!,
  );
}

/** On which weekday the trader earns and loses most a trip. */
export const dayOfWeekMeasures: readonly BehaviourMeasure[] = [
  {
    ...RECORD,
    id: "best_weekday",
    label: "Best weekday",
    definition:
      "weekday of entry with the highest mean net P&L a trip, of those with 20 trips; t against all others; v1",
    compute: ({ trips }) => extremeRow(profileByWeekday(trips), false, "day"),
  },
  {
    ...RECORD,
    id: "worst_weekday",
    label: "Worst weekday",
    definition:
      "weekday of entry with the lowest mean net P&L a trip, of those with 20 trips; t against all others; v1",
    compute: ({ trips }) => extremeRow(profileByWeekday(trips), true, "day"),
  },
];
