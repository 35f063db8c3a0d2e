import { normalPdf, normalQuantile } from "../../numeric/index.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, isDefined } from "../figure.js";
import { excessKurtosis, skewness } from "../performance/shape.js";
import { type Sample, type Series, sampleOf } from "../sample.js";
import { LEVELS, type Level, tailOf } from "./level.js";

/** Skewness and excess kurtosis, both of population moments. */
interface Shape {
  readonly skewness: number;
  readonly excessKurtosis: number;
}

/**
 * The normal quantile z adjusted for skewness S and excess kurtosis K:
 * z + (z²−1)S/6 + (z³−3z)K/24 − (2z³−5z)S²/36.
 * @see Cornish & Fisher (1937); Favre & Galeano (2002), Journal of Alternative Investments 5(2), 21–25
 */
export function cornishFisherQuantile(alpha: number, { skewness: S, excessKurtosis: K }: Shape): number {
  const z = normalQuantile(alpha);
  const cube = z ** 3;
  return z + ((z * z - 1) * S) / 6 + ((cube - 3 * z) * K) / 24 - ((2 * cube - 5 * z) * S * S) / 36;
}

/**
 * Whether the expansion is monotone in z, so that it is a quantile function at all: its derivative is a parabola in z
 * that must not go below zero.
 * @see Maillard (2012), A User's Guide to the Cornish Fisher Expansion
 */
export function inCornishFisherDomain({ skewness: S, excessKurtosis: K }: Shape): boolean {
  const square = K / 8 - (S * S) / 6;
  const constant = 1 - K / 8 + (5 * S * S) / 36;
  return square >= 0 && constant >= 0 && (S / 3) ** 2 <= 4 * square * constant;
}

/** Cornish–Fisher ("modified") value at risk −(μ + σ·h) with population moments, positive for a loss. */
export function cornishFisherVar(pnl: Series, { confidence }: { confidence: number }): Figure {
  const sample = sampleOf(pnl, "P&L");
  const shape = shapeOf(sample);
  if (!isDefined(shape)) return shape;
  return -(sample.mean + cornishFisherQuantile(tailOf(confidence), shape) * sample.populationDeviation);
}

/**
 * Modified expected shortfall: the mean of the Edgeworth density beyond the Cornish–Fisher quantile, without the floor at
 * the VaR that some add; outside the domain of validity it can come out below the VaR.
 * @see Boudt, Peterson & Croux (2008), Journal of Risk 11(2), 79–103; their integrals in closed form
 */
export function cornishFisherEs(pnl: Series, { confidence }: { confidence: number }): Figure {
  const sample = sampleOf(pnl, "P&L");
  const shape = shapeOf(sample);
  if (!isDefined(shape)) return shape;
  const { skewness: S, excessKurtosis: K } = shape;
  const alpha = tailOf(confidence);
  const h = cornishFisherQuantile(alpha, shape);
  const h2 = h * h;
  const skewTerm = (h * h2 * S) / 6 + ((((h2 - 9) * h2 + 9) * h2 + 3) * S * S) / 72;
  const kurtosisTerm = (((h2 - 2) * h2 - 1) * K) / 24;
  return -sample.mean + (sample.populationDeviation * normalPdf(h) * (1 + skewTerm + kurtosisTerm)) / alpha;
}

function shapeOf(sample: Sample): Figure<Shape> {
  const skew = skewness(sample);
  const kurtosis = excessKurtosis(sample);
  if (!isDefined(skew)) return skew;
  return isDefined(kurtosis) ? { skewness: skew, excessKurtosis: kurtosis } : kurtosis;
}

function outsideDomain({ returns }: { returns: Sample }): string | null {
  const shape = shapeOf(returns);
  if (!isDefined(shape) || inCornishFisherDomain(shape)) return null;
  const [S, K] = [shape.skewness.toFixed(2), shape.excessKurtosis.toFixed(2)];
  return `skewness ${S} and excess kurtosis ${K} lie outside the domain where the expansion is a quantile (Maillard 2012): do not rely on it`;
}

const percent = {
  inSeriesUnit: true,
  group: "tail",
  unit: "fraction",
  format: { kind: "percent", digits: 2 },
  recommended: false,
} as const;

/** The Cornish–Fisher measures at one level: VaR and expected shortfall. */
export function cornishFisherTailAt({ confidence, tag, percent: level }: Level): readonly ReturnMeasure[] {
  return [
    {
      ...percent,
      id: `var_cornish_fisher_${tag}`,
      label: `VaR ${level} (Cornish–Fisher)`,
      definition: `−(mean + h·σ) at ${level}, h = z+(z²−1)S/6+(z³−3z)K/24−(2z³−5z)S²/36, population moments; one period; positive loss`,
      source:
        "Zangari (1996), RiskMetrics Monitor Q1; Favre & Galeano (2002), Journal of Alternative Investments 5(2), 21–25",
      compute: ({ returns }) => cornishFisherVar(returns, { confidence }),
      warn: outsideDomain,
    },
    {
      ...percent,
      id: `es_cornish_fisher_${tag}`,
      label: `ES ${level} (Cornish–Fisher)`,
      definition: `mean of the Edgeworth density beyond the Cornish–Fisher quantile at ${level}, population moments, without a floor at the VaR; one period; positive loss`,
      source: "Boudt, Peterson & Croux (2008), Journal of Risk 11(2), 79–103",
      compute: ({ returns }) => cornishFisherEs(returns, { confidence }),
      warn: outsideDomain,
    },
  ];
}

export const cornishFisherMeasures: readonly ReturnMeasure[] = LEVELS.flatMap(cornishFisherTailAt);
