import type { Annualisation } from "../annualisation.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, isDefined, mapFigure, Undefined } from "../figure.js";
import type { Pair } from "../pair.js";
import { noDeviation } from "../performance/sharpe.js";
import { compoundAnnualReturn } from "../performance/total-return.js";
import { beta, withBenchmark } from "./regression.js";

/** Compound annual return over beta, risk-free 0. Undefined where beta is, or is zero. */
export function treynorRatio(pair: Pair, options: Annualisation): Figure {
  const slope = beta(pair);
  if (!isDefined(slope)) return slope;
  if (slope === 0) return new Undefined("beta is zero");
  return mapFigure(compoundAnnualReturn(pair.returns, options), annual => annual / slope);
}

/** What the compound annual return would be at the benchmark's volatility, risk-free 0. Undefined without volatility. */
export function modiglianiReturn(pair: Pair, options: Annualisation): Figure {
  const undefinedBecause = noDeviation(pair.returns);
  if (undefinedBecause) return undefinedBecause;
  const leverage = pair.benchmark.deviation / pair.returns.deviation;
  return mapFigure(compoundAnnualReturn(pair.returns, options), annual => annual * leverage);
}

const benchmark = { group: "benchmark", needs: "benchmark" } as const;

export const rewardMeasures: readonly ReturnMeasure[] = [
  {
    ...benchmark,
    id: "treynor",
    label: "Treynor ratio",
    unit: "ratio",
    format: { kind: "ratio", digits: 2 },
    definition: "cagr_periods over beta, risk-free rate 0; under a year only on request",
    source: "Treynor (1965), Harvard Business Review 43, 63–75",
    recommended: true,
    compute: withBenchmark(treynorRatio),
  },
  {
    ...benchmark,
    id: "m2",
    label: "M²",
    unit: "fraction",
    format: { kind: "percent", digits: 2 },
    definition: "cagr_periods times deviation of b over deviation of r, risk-free rate 0; under a year only on request",
    source: "Modigliani & Modigliani (1997), Journal of Portfolio Management 23(2), 45–54",
    recommended: false,
    compute: withBenchmark(modiglianiReturn),
  },
];
