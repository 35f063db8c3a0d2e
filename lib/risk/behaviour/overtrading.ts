import { sum } from "../../numeric/index.js";
import { tooFew, Undefined } from "../figure.js";
import { activeDays } from "./days.js";
import type { BehaviourContext, BehaviourFigure, BehaviourMeasure } from "./history.js";
import { NORMAL_WORDS, ratiosToNormal } from "./own-normal.js";
import { RATIO, SHARE } from "./section.js";

/** A day with so many times the trader's normal number of trips is a busy one. */
const BUSY = 1.5;
const LEAST_DAYS = 20;

/** How often the trader trades, how much oftener than normal at times, and how much of what was earned goes into fees. */
export const overtradingMeasures: readonly BehaviourMeasure[] = [
  {
    ...RATIO,
    format: { kind: "ratio", digits: 1 },
    unit: "trips",
    id: "trips_per_active_day",
    label: "Trips a day",
    definition: "closed trips over trade dates with an entry; v1",
    compute: ({ trips }) => {
      const { n } = activeDays(trips);
      return { n, figure: tooFew(n, 1) ?? trips.n / n };
    },
  },
  {
    ...SHARE,
    id: "busy_day_share",
    label: "Busy days",
    definition: `share of days with at least ${BUSY} times the normal number of trips; normal: ${NORMAL_WORDS} active days before; v1`,
    compute: busyDays,
  },
  {
    ...SHARE,
    id: "fees_of_gross_trips",
    label: "Fees of gross profit",
    definition: "Σ fees over Σ P&L before fees of closed trips; undefined where nothing was earned before fees; v1",
    compute: ({ trips }) => {
      const gross = sum(trips.realised);
      const none = new Undefined(`nothing was earned before fees in ${trips.n} trips`);
      return { n: trips.n, figure: tooFew(trips.n, 1) ?? (gross > 0 ? sum(trips.fees) / gross : none) };
    },
  },
  {
    ...SHARE,
    id: "fees_of_gains_trips",
    label: "Fees of winning trips",
    definition: "Σ fees of all closed trips over Σ of their gains before fees; v1",
    compute: ({ trips }) => {
      const gains = sum(trips.realised.map(realised => Math.max(0, realised)));
      const none = new Undefined(`no winning trip before fees in ${trips.n}`);
      return { n: trips.n, figure: tooFew(trips.n, 1) ?? (gains > 0 ? sum(trips.fees) / gains : none) };
    },
  },
];

function busyDays({ trips }: BehaviourContext): BehaviourFigure {
  const ratios = ratiosToNormal(activeDays(trips).trips, () => true).filter(ratio => !Number.isNaN(ratio));
  const n = ratios.length;
  return { n, figure: tooFew(n, LEAST_DAYS) ?? ratios.filter(ratio => ratio >= BUSY).length / n };
}
