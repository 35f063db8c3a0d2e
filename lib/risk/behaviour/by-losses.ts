import { quantile } from "../../numeric/index.js";
import { type BehaviourOptions, contextOfTrips, type TradeHistory } from "./history.js";
import { type ProfileRow, profileBy } from "./profile.js";
import { pauseAgainstNormal, sizeAgainstNormal } from "./revenge.js";

/** Losing exits in a row that are told apart; more are counted with these. */
const MOST = 3;

/** Trips by the losing exits just before them on their trade date, and how they differ from the trader's normal. */
export interface LossProfileRow extends ProfileRow {
  /** Median of size over normal; null where none is known. */
  readonly size: number | null;
  /** Median of the pause before the entry over normal; null where none is known. */
  readonly pause: number | null;
}

/** Closed trips by the number of losing exits in a row before them, on the same trade date: none, 1, 2, 3 or more. */
export function profileByLosses(history: TradeHistory, options: BehaviourOptions): LossProfileRow[] {
  const context = contextOfTrips(history, options);
  const { trips, sequence } = context;
  const key = (trip: number): number => Math.min(MOST, sequence.lossesBefore[trip]!);
  const [sizes, pauses] = [sizeAgainstNormal(context), pauseAgainstNormal(context)];
  const median = (ratios: Float64Array, losses: number): number | null => {
    const own = ratios.filter((ratio, trip) => key(trip) === losses && !Number.isNaN(ratio));
    return own.length === 0 ? null : quantile(own, 0.5);
  };
  return profileBy(trips, key, String).map(row => {
    const losses = Number(row.label);
    const label = losses === 0 ? "none" : losses === MOST ? `${MOST} or more` : row.label;
    return { ...row, label, size: median(sizes, losses), pause: median(pauses, losses) };
  });
}
