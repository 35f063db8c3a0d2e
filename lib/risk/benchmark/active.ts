import { type Annualisation, shortRecord } from "../annualisation.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, isDefined, mapFigure, tooFew, Undefined } from "../figure.js";
import type { Pair } from "../pair.js";
import { compoundAnnualReturn } from "../performance/total-return.js";
import { withBenchmark } from "./regression.js";

/** Sample deviation (n − 1) of return less benchmark, times √P; 0 where the two move as one. */
export function trackingError(pair: Pair, { periodsPerYear }: { periodsPerYear: number }): Figure {
  return tooFew(pair.returns.n, 2) ?? pair.activeDeviation * Math.sqrt(periodsPerYear);
}

/**
 * Mean active return over its sample deviation, times √P. Undefined where the returns follow the benchmark exactly.
 * @see Grinold & Kahn, Active Portfolio Management, 2nd ed., ch. 5
 */
export function informationRatio(pair: Pair, options: { periodsPerYear: number }): Figure {
  return overActiveRisk(pair, deviation => (pair.active.mean / deviation) * Math.sqrt(options.periodsPerYear));
}

/**
 * Difference of the compound annual returns over the tracking error.
 * @see Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4
 */
export function geometricInformationRatio(pair: Pair, options: Annualisation): Figure {
  return overActiveRisk(pair, deviation => {
    const own = compoundAnnualReturn(pair.returns, options);
    if (!isDefined(own)) return own;
    const error = deviation * Math.sqrt(options.periodsPerYear);
    return mapFigure(compoundAnnualReturn(pair.benchmark, options), other => (own - other) / error);
  });
}

function overActiveRisk(pair: Pair, f: (deviation: number) => Figure): Figure {
  const few = tooFew(pair.returns.n, 2);
  if (few) return few;
  if (pair.activeDeviation === 0) return new Undefined("the returns follow the benchmark exactly: no active risk");
  return f(pair.activeDeviation);
}

const benchmark = { group: "benchmark", needs: "benchmark" } as const;
const ratio = { ...benchmark, unit: "ratio", format: { kind: "ratio", digits: 2 } } as const;

export const activeMeasures: readonly ReturnMeasure[] = [
  {
    ...benchmark,
    id: "tracking_error_ann",
    label: "Tracking error",
    unit: "fraction",
    format: { kind: "percent", digits: 2 },
    definition: "sample deviation (n−1) of r − b, times √P",
    source: "Grinold & Kahn, Active Portfolio Management, 2nd ed., ch. 3",
    recommended: true,
    compute: withBenchmark(trackingError),
    warn: shortRecord,
  },
  {
    ...ratio,
    id: "information_ratio_arith",
    label: "Information ratio",
    definition: "mean(r − b) over the sample deviation (n−1) of r − b, times √P",
    source: "Grinold & Kahn, Active Portfolio Management, 2nd ed., ch. 5",
    recommended: true,
    compute: withBenchmark(informationRatio),
    warn: shortRecord,
  },
  {
    ...ratio,
    id: "information_ratio_geom",
    label: "Information ratio (geometric)",
    definition: "(cagr of r − cagr of b) over tracking_error_ann; under a year only on request",
    source: "Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4",
    recommended: false,
    compute: withBenchmark(geometricInformationRatio),
  },
];
