import type { Annualisation } from "../annualisation.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, mapFigure, Undefined } from "../figure.js";
import { growth } from "../growth.js";
import { Sample, type Series, sampleOf } from "../sample.js";
import { compoundAnnualReturn } from "./total-return.js";

/** Compound annual return over the size of the deepest drawdown, both of the whole series. Undefined without a drawdown. */
export function calmarRatio(returns: Series, options: Annualisation): Figure {
  const sample = sampleOf(returns, "returns");
  return mapFigure(growth(sample), ({ deepest }) => {
    if (deepest === 0) return new Undefined(`no drawdown in ${sample.n} observations`);
    return mapFigure(compoundAnnualReturn(sample, options), annual => annual / -deepest);
  });
}

/**
 * Young's original: the Calmar ratio of the last 36 months, which are 3·P observations.
 * @returns undefined for a shorter series
 * @see Young (1991), Futures 20(11), 40
 */
export function calmarRatio36Months(returns: Series, options: Annualisation): Figure {
  const sample = sampleOf(returns, "returns");
  const needed = Math.round(3 * options.periodsPerYear);
  if (sample.n < needed) return new Undefined(`36 months are ${needed} observations; there are ${sample.n}`);
  return calmarRatio(new Sample(sample.values.subarray(sample.n - needed), "returns"), options);
}

const ratio = {
  group: "risk-adjusted",
  unit: "ratio",
  format: { kind: "ratio", digits: 2 },
  recommended: true,
} as const;

export const calmarMeasures: readonly ReturnMeasure[] = [
  {
    ...ratio,
    id: "calmar_full",
    label: "Calmar ratio",
    definition: "cagr_periods over |max_drawdown|, both over the whole series",
    source: "after Young (1991), Futures 20(11), 40, with the full history in place of 36 months",
    compute: context => calmarRatio(context.returns, context),
  },
  {
    ...ratio,
    id: "calmar_36m",
    label: "Calmar ratio, 36 months",
    definition: "compound annual return over |deepest drawdown| of the last 36 months (3·P observations)",
    source: "Young (1991), Futures 20(11), 40",
    compute: context => calmarRatio36Months(context.returns, context),
    restsOn: ({ returns, periodsPerYear }) => Math.min(returns.n, Math.round(3 * periodsPerYear)),
  },
];
