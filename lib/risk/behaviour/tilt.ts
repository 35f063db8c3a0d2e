import { tooFew } from "../figure.js";
import type { BehaviourContext, BehaviourFigure, BehaviourMeasure } from "./history.js";
import { medianRatio, NORMAL_WORDS } from "./own-normal.js";
import { sizeAgainstNormal } from "./revenge.js";
import { RATIO, SHARE } from "./section.js";

/** Losing exits in a row, on one trade date, that make a streak. */
const STREAK = 3;
const LEAST_TRIPS = 20;

const AFTER_STREAK = `trips entered after ${STREAK} or more losing exits in a row on their trade date`;

/** What a losing streak does to size and to the share of winners. */
export const tiltMeasures: readonly BehaviourMeasure[] = [
  {
    ...RATIO,
    id: "tilt_size",
    label: "Size after a losing streak",
    definition: `median of size over normal for ${AFTER_STREAK}; normal: ${NORMAL_WORDS} sizes of trips with no losing exit just before; v1`,
    compute: context =>
      medianRatio(sizeAgainstNormal(context), trip => isTilted(context, trip), "trips after a streak"),
  },
  {
    ...SHARE,
    id: "tilt_win_rate",
    label: "Win rate after a losing streak, difference",
    definition: `share of winners among ${AFTER_STREAK} less that among all other trips; v1`,
    compute: winRateDifference,
  },
];

function isTilted({ sequence }: BehaviourContext, trip: number): boolean {
  return sequence.lossesBefore[trip]! >= STREAK;
}

function winRateDifference(context: BehaviourContext): BehaviourFigure {
  const won = { tilted: 0, other: 0 };
  const n = { tilted: 0, other: 0 };
  for (let trip = 0; trip < context.trips.n; trip++) {
    const kind = isTilted(context, trip) ? "tilted" : "other";
    n[kind]++;
    if (context.trips.net[trip]! > 0) won[kind]++;
  }
  const few = tooFew(Math.min(n.tilted, n.other), LEAST_TRIPS);
  if (few) return { n: n.tilted, figure: few };
  const [tilted, other] = [won.tilted / n.tilted, won.other / n.other];
  const pooled = (won.tilted + won.other) / (n.tilted + n.other);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n.tilted + 1 / n.other));
  const warning =
    Math.abs(tilted - other) < 2 * error
      ? `may be chance: within two standard errors of ${(error * 100).toFixed(1)}%`
      : null;
  return { n: n.tilted, figure: tilted - other, warning };
}
