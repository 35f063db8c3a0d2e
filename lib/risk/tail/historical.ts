import { expectedCount, orderRank, quantileSorted } from "../../numeric/index.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, tooFew } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";
import { LEVELS, type Level, tailOf, thinTail } from "./level.js";

export interface HistoricalVarOptions {
  /** Such as 0.99. */
  readonly confidence: number;
  /** The order statistic ⌈nα⌉ of regulatory counts (the default), or Hyndman and Fan's interpolated type 7. */
  readonly quantile?: "order" | "type7";
}

/**
 * Historical value at risk: the loss at the α-quantile of past P&L, positive for a loss, in the unit of the series.
 * @param pnl P&L or returns, one per period, in any order
 * @returns undefined for an empty series
 * @see Acerbi & Tasche (2002), Journal of Banking & Finance 26, 1487–1503 (the order statistic as lower quantile)
 */
export function historicalVar(pnl: Series, { confidence, quantile = "order" }: HistoricalVarOptions): Figure {
  const sample = sampleOf(pnl, "P&L");
  const alpha = tailOf(confidence);
  if (sample.n === 0) return tooFew(0, 1)!;
  return 0 - quantileSorted(sample.sorted, alpha, quantile === "order" ? 1 : 7);
}

/**
 * Historical expected shortfall: mean of the worst α of the observations, the one at the quantile with the weight that is
 * left, so that ties and fractional counts do no harm. Positive for a loss; never below the order-statistic VaR.
 * @see Acerbi & Tasche (2002), Journal of Banking & Finance 26, 1487–1503
 */
export function historicalEs(pnl: Series, { confidence }: { confidence: number }): Figure {
  const sample = sampleOf(pnl, "P&L");
  return tooFew(sample.n, 1) ?? 0 - tailMean(sample.sorted, confidence);
}

/** Acerbi and Tasche's mean of the lower tail of values that are sorted already; negative for losses. */
export function tailMean(sortedValues: Float64Array, confidence: number): number {
  const alpha = tailOf(confidence);
  const weight = expectedCount(sortedValues.length, alpha);
  const whole = orderRank(sortedValues.length, alpha) - 1;
  let total = 0;
  for (let i = 0; i < whole; i++) total += sortedValues[i]!;
  return (total + (weight - whole) * sortedValues[whole]!) / weight;
}

/** Mean of the ⌈nα⌉ worst observations as a positive loss: what many print as ES; below it where nα is no whole number. */
export function meanOfWorst(pnl: Series, { confidence }: { confidence: number }): Figure {
  const sample = sampleOf(pnl, "P&L");
  if (sample.n === 0) return tooFew(0, 1)!;
  const count = orderRank(sample.n, tailOf(confidence));
  let total = 0;
  for (let i = 0; i < count; i++) total += sample.sorted[i]!;
  return 0 - total / count;
}

const percent = {
  inSeriesUnit: true,
  group: "tail",
  unit: "fraction",
  format: { kind: "percent", digits: 2 },
} as const;
const ACERBI = "Acerbi & Tasche (2002), Journal of Banking & Finance 26, 1487–1503";

/** The historical measures at one level: VaR by order statistic, VaR of type 7, expected shortfall. */
export function historicalTailAt({ confidence, tag, percent: level }: Level): readonly ReturnMeasure[] {
  const warn: ReturnMeasure["warn"] = ({ returns }) => thinTail(returns.n, confidence);
  return [
    {
      ...percent,
      id: `var_hist_${tag}_order`,
      label: `VaR ${level}`,
      definition: `historical VaR at ${level}: −x₍ₖ₎ with k = nα rounded up, the order statistic; one period; positive loss`,
      source: `${ACERBI}; Basel Framework MAR32 for the counting of exceptions`,
      recommended: true,
      compute: ({ returns }) => historicalVar(returns, { confidence }),
      warn,
    },
    {
      ...percent,
      id: `var_hist_${tag}_type7`,
      label: `VaR ${level} (type 7)`,
      definition: `historical VaR at ${level}: −(Hyndman–Fan type 7 quantile), interpolated; one period; positive loss`,
      source: "Hyndman & Fan (1996), The American Statistician 50(4), 361–365",
      recommended: true,
      compute: ({ returns }) => historicalVar(returns, { confidence, quantile: "type7" }),
      warn,
    },
    {
      ...percent,
      id: `es_hist_${tag}`,
      label: `ES ${level}`,
      definition: `historical expected shortfall at ${level}: mean of the worst nα observations, the one at the quantile with its fractional weight; one period; positive loss`,
      source: `${ACERBI}; Rockafellar & Uryasev (2002), Journal of Banking & Finance 26, 1443–1471`,
      recommended: true,
      compute: ({ returns }) => historicalEs(returns, { confidence }),
      warn,
    },
  ];
}

export const historicalTailMeasures: readonly ReturnMeasure[] = [
  ...LEVELS.flatMap(historicalTailAt),
  {
    ...percent,
    id: "mean_of_worst_2_5_percent",
    label: "Mean of the worst 2.5%",
    definition:
      "mean of the worst observations, 0.025·n rounded up of them, each with full weight; one period; positive loss",
    source: `${ACERBI}, on why the fractional weight is needed for coherence`,
    recommended: false,
    compute: ({ returns }) => meanOfWorst(returns, { confidence: 0.975 }),
    warn: ({ returns }) => thinTail(returns.n, 0.975),
  },
];
