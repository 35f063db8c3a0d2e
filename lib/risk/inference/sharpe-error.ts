import { normalQuantile } from "../../numeric/index.js";
import { requirePeriods, shortRecord } from "../annualisation.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, isDefined, mapFigure } from "../figure.js";
import { excessKurtosis, skewness } from "../performance/shape.js";
import { sharpeRatio } from "../performance/sharpe.js";
import { type Series, sampleOf } from "../sample.js";
import { tailOf } from "../tail/level.js";

/** A Sharpe ratio per period with what its uncertainty depends on. */
export interface SharpeEvidence {
  /** Per period, not annualised. */
  readonly sharpe: number;
  readonly n: number;
  /** Of population moments. */
  readonly skewness: number;
  /** Of population moments; 0 for a normal distribution. */
  readonly excessKurtosis: number;
}

/**
 * Asymptotic standard error of a Sharpe ratio per period under independent normal returns: √((1 + SR²/2)/n).
 * @see Lo (2002), Financial Analysts Journal 58(4), 36–52, equation 9 and table 1
 */
export function sharpeErrorLo({ sharpe, n }: Pick<SharpeEvidence, "sharpe" | "n">): number {
  return Math.sqrt((1 + sharpe ** 2 / 2) / n);
}

/**
 * Standard error of a Sharpe ratio per period under independent returns of any shape:
 * √((1 − γ₃·SR + (γ₄−1)/4·SR²)/n) with Pearson's kurtosis γ₄.
 * @see Mertens (2002), Comments on variance of the IID estimator in Lo (2002); Opdyke (2007)
 */
export function sharpeErrorMertens(evidence: SharpeEvidence): number {
  return Math.sqrt(sharpeVariance(evidence) / evidence.n);
}

/** n times the variance of the Sharpe ratio's estimate, by Mertens. Positive for every shape that data can have. */
export function sharpeVariance({ sharpe, skewness: g3, excessKurtosis: g4 }: Omit<SharpeEvidence, "n">): number {
  return 1 - g3 * sharpe + ((g4 + 2) / 4) * sharpe ** 2;
}

/**
 * Interval of an annualised Sharpe ratio by Mertens' standard error and the normal distribution.
 * @param options.confidence 0.95 by default
 * @throws `BAD_CONFIDENCE`, `BAD_PERIODS`
 */
export function sharpeInterval(
  evidence: SharpeEvidence,
  options: { periodsPerYear: number; confidence?: number },
): { readonly low: number; readonly high: number; readonly confidence: number } {
  const { periodsPerYear, confidence = 0.95 } = options;
  requirePeriods(periodsPerYear);
  const reach = -normalQuantile(tailOf(confidence) / 2) * sharpeErrorMertens(evidence);
  const year = Math.sqrt(periodsPerYear);
  return { low: (evidence.sharpe - reach) * year, high: (evidence.sharpe + reach) * year, confidence };
}

/** What a series of returns says about its own Sharpe ratio, per period and over a risk-free rate of 0. */
export function sharpeEvidence(returns: Series): Figure<SharpeEvidence> {
  const sample = sampleOf(returns, "returns");
  const skew = skewness(sample);
  const kurtosis = excessKurtosis(sample);
  if (!isDefined(skew)) return skew;
  if (!isDefined(kurtosis)) return kurtosis;
  return mapFigure(sharpeRatio(sample, { periodsPerYear: 1 }), sharpe => ({
    sharpe,
    n: sample.n,
    skewness: skew,
    excessKurtosis: kurtosis,
  }));
}

const ratio = {
  group: "inference",
  unit: "ratio",
  format: { kind: "ratio", digits: 2 },
  recommended: true,
  warn: shortRecord,
} as const;

export const sharpeErrorMeasures: readonly ReturnMeasure[] = [
  {
    ...ratio,
    id: "sharpe_se_lo",
    label: "Sharpe standard error (normal)",
    definition: "√((1 + SR²/2)/n)·√P with SR per period: of the annualised ratio, for independent normal returns",
    source: "Lo (2002), Financial Analysts Journal 58(4), 36–52, equation 9",
    compute: ({ returns, periodsPerYear }) =>
      mapFigure(sharpeEvidence(returns), evidence => sharpeErrorLo(evidence) * Math.sqrt(periodsPerYear)),
  },
  {
    ...ratio,
    id: "sharpe_se_mertens",
    label: "Sharpe standard error",
    definition:
      "√((1 − γ₃SR + (γ₄−1)/4·SR²)/n)·√P with SR per period and population moments: of the annualised ratio, for independent returns of any shape",
    source: "Mertens (2002); Opdyke (2007), Journal of Asset Management 8(5), 308–336",
    compute: ({ returns, periodsPerYear }) =>
      mapFigure(sharpeEvidence(returns), evidence => sharpeErrorMertens(evidence) * Math.sqrt(periodsPerYear)),
  },
];
