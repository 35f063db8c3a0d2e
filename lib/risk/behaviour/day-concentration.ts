import { quantile, sum } from "../../numeric/index.js";
import { tooFew, Undefined } from "../figure.js";
import { activeDays } from "./days.js";
import type { BehaviourFigure, BehaviourMeasure, TradeHistory } from "./history.js";
import { SHARE } from "./section.js";

const LEAST_DAYS = 20;
/** Trips that a day needs before one of them can stand out. */
const LEAST_TRIPS = 3;

/** Whether the result hangs on one day, or a day's on one trip. */
export const dayConcentrationMeasures: readonly BehaviourMeasure[] = [
  {
    ...SHARE,
    id: "best_day_share",
    label: "Best day's share of profit",
    definition: "net P&L of the best day (by entries) over the total net P&L; undefined without a total profit; v1",
    source: "own definition v1, after the consistency rules of proprietary trading firms",
    compute: ({ trips }) => {
      const { n, net } = activeDays(trips);
      const total = sum(net);
      const none = new Undefined(`no profit over ${n} days to take a share of`);
      return { n, figure: tooFew(n, LEAST_DAYS) ?? (total > 0 ? Math.max(...net) / total : none) };
    },
  },
  {
    ...SHARE,
    id: "largest_trip_share",
    label: "Largest trip's share of a day",
    definition: `median over days with ${LEAST_TRIPS} trips or more of the largest |net P&L| over Σ|net P&L| of the day's trips; v1`,
    compute: ({ trips }) => largestTripShare(trips),
  },
];

function largestTripShare(trips: TradeHistory): BehaviourFigure {
  const days = activeDays(trips);
  const shares: number[] = [];
  for (let at = 0; at < days.n; at++) {
    if (days.trips[at]! < LEAST_TRIPS) continue;
    let [largest, total] = [0, 0];
    for (let trip = days.first[at]!; trip < days.first[at]! + days.trips[at]!; trip++) {
      const amount = Math.abs(trips.net[trip]!);
      largest = Math.max(largest, amount);
      total += amount;
    }
    if (total > 0) shares.push(largest / total);
  }
  const n = shares.length;
  return { n, figure: tooFew(n, LEAST_DAYS) ?? quantile(Float64Array.from(shares), 0.5) };
}
