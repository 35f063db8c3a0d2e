import { quantile } from "../../numeric/index.js";
import { tooFew } from "../figure.js";
import type { BehaviourContext, BehaviourMeasure } from "./history.js";
import { NORMAL_WORDS, ratiosToNormal } from "./own-normal.js";
import { RATIO, SHARE } from "./section.js";

const LEAST_TRIPS = 20;

/** How steady the size of trades is against the trader's own latest sizes. */
export const sizingMeasures: readonly BehaviourMeasure[] = [
  {
    ...SHARE,
    id: "size_dispersion",
    label: "Dispersion of size",
    definition: `median of |size over normal − 1|; normal: ${NORMAL_WORDS} sizes of trips before; v1`,
    compute: context => {
      const deviations = ratiosOf(context).map(ratio => Math.abs(ratio - 1));
      return { n: deviations.length, figure: tooFew(deviations.length, LEAST_TRIPS) ?? quantile(deviations, 0.5) };
    },
  },
  {
    ...RATIO,
    format: { kind: "ratio", digits: 1 },
    id: "largest_size",
    label: "Largest size against normal",
    definition: `largest size over normal; normal: ${NORMAL_WORDS} sizes of trips before; v1`,
    compute: context => {
      const ratios = ratiosOf(context);
      return {
        n: ratios.length,
        figure: tooFew(ratios.length, LEAST_TRIPS) ?? ratios.reduce((a, b) => Math.max(a, b), 0),
      };
    },
  },
];

function ratiosOf({ trips }: BehaviourContext): Float64Array {
  return ratiosToNormal(trips.size, () => true).filter(ratio => !Number.isNaN(ratio));
}
