import { shortRecord } from "../annualisation.js";
import type { ReturnContext, ReturnMeasure } from "../definition.js";
import { type Figure, tooFew, Undefined } from "../figure.js";
import { type Sample, type Series, sampleOf } from "../sample.js";

export interface SharpeOptions {
  readonly periodsPerYear: number;
  /** Annual rate as a fraction; 0 by default. */
  readonly riskFree?: number;
  /** How the annual rate becomes one per period: rate/P, or (1+rate)^(1/P) − 1. */
  readonly conversion?: "simple" | "geometric";
}

/**
 * Arithmetic mean of the excess return over the sample deviation (n − 1), times √P.
 * @returns undefined for a constant series, which has no risk to divide by, and for fewer than two observations
 * @see Sharpe (1994), Journal of Portfolio Management 21(1), 49–58
 */
export function sharpeRatio(returns: Series, options: SharpeOptions): Figure {
  const sample = sampleOf(returns, "returns");
  const undefinedBecause = noDeviation(sample);
  if (undefinedBecause) return undefinedBecause;
  return ((sample.mean - ratePerPeriod(options)) / sample.deviation) * Math.sqrt(options.periodsPerYear);
}

/** Why a sample has no deviation to divide by; null where it has one. */
export function noDeviation(sample: Sample): Undefined | null {
  const few = tooFew(sample.n, 2);
  if (few || !sample.isConstant) return few;
  return new Undefined(`all ${sample.n} observations are the same: the deviation is zero`);
}

function ratePerPeriod({ riskFree = 0, periodsPerYear, conversion = "simple" }: SharpeOptions): number {
  return conversion === "simple" ? riskFree / periodsPerYear : (1 + riskFree) ** (1 / periodsPerYear) - 1;
}

const ratio = {
  group: "risk-adjusted",
  unit: "ratio",
  format: { kind: "ratio", digits: 2 },
  warn: shortRecord,
} as const;
const SOURCE =
  "Sharpe (1994), Journal of Portfolio Management 21(1), 49–58; Lo (2002), Financial Analysts Journal 58(4), 36–52";

export const sharpeMeasure: ReturnMeasure = {
  ...ratio,
  id: "sharpe_rf0",
  label: "Sharpe ratio",
  definition: "mean(r) over the sample deviation (n−1), times √P; risk-free rate 0",
  source: SOURCE,
  recommended: true,
  compute: ({ returns, periodsPerYear }) => sharpeRatio(returns, { periodsPerYear }),
};

/**
 * The Sharpe ratios over a risk-free rate. Their ids name the rate where it is the 2% of the reference table, as
 * `sharpe_rf2pct_simple`; at any other they are `sharpe_excess_simple` and `sharpe_excess_geometric`.
 */
export function excessSharpeMeasures(riskFree: number): readonly ReturnMeasure[] {
  const stem = riskFree === 0.02 ? "sharpe_rf2pct" : "sharpe_excess";
  const compute = (conversion: "simple" | "geometric") => (context: ReturnContext) =>
    sharpeRatio(context.returns, { periodsPerYear: context.periodsPerYear, riskFree: context.riskFree, conversion });
  return [
    {
      ...ratio,
      id: `${stem}_simple`,
      label: "Sharpe ratio over risk-free",
      definition: "mean(r − f/P) over the sample deviation (n−1), times √P; f is the annual risk-free rate",
      source: SOURCE,
      recommended: true,
      needs: "risk-free",
      compute: compute("simple"),
    },
    {
      ...ratio,
      id: `${stem}_geometric`,
      label: "Sharpe ratio over risk-free (geometric)",
      definition:
        "mean(r − ((1+f)^(1/P) − 1)) over the sample deviation (n−1), times √P; f is the annual risk-free rate",
      source: SOURCE,
      recommended: false,
      needs: "risk-free",
      compute: compute("geometric"),
    },
  ];
}
