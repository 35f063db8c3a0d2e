import { normalPdf, normalQuantile } from "../../numeric/index.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, tooFew } from "../figure.js";
import { type Sample, type Series, sampleOf } from "../sample.js";
import { LEVELS, type Level, tailOf } from "./level.js";

export interface NormalTailOptions {
  /** Such as 0.99. */
  readonly confidence: number;
  /** Standard deviation with n − 1 (`sample`, the default) or with n (`population`). */
  readonly deviation?: "sample" | "population";
}

/** Value at risk of a normal distribution with the series' mean and deviation: −(μ + z·σ), positive for a loss. */
export function normalVar(pnl: Series, options: NormalTailOptions): Figure {
  const sample = sampleOf(pnl, "P&L");
  const z = normalQuantile(tailOf(options.confidence));
  return enough(sample, options) ?? -(sample.mean + z * deviationOf(sample, options));
}

/** Expected shortfall of that normal distribution: −μ + σ·φ(z)/α, positive for a loss. */
export function normalEs(pnl: Series, options: NormalTailOptions): Figure {
  const sample = sampleOf(pnl, "P&L");
  const alpha = tailOf(options.confidence);
  const multiple = normalPdf(normalQuantile(alpha)) / alpha;
  return enough(sample, options) ?? -sample.mean + multiple * deviationOf(sample, options);
}

function enough(sample: Sample, { deviation }: NormalTailOptions): ReturnType<typeof tooFew> {
  return tooFew(sample.n, deviation === "population" ? 1 : 2);
}

function deviationOf(sample: Sample, { deviation }: NormalTailOptions): number {
  return deviation === "population" ? sample.populationDeviation : sample.deviation;
}

const DENOMINATOR = { sample: "n−1", population: "n" } as const;
const percent = {
  inSeriesUnit: true,
  group: "tail",
  unit: "fraction",
  format: { kind: "percent", digits: 2 },
} as const;

/** The normal measures at one level: VaR and expected shortfall, with the sample and the population deviation. */
export function normalTailAt(level: Level): readonly ReturnMeasure[] {
  return [...withDeviation(level, "sample"), ...withDeviation(level, "population")];
}

function withDeviation(
  { confidence, tag, percent: level }: Level,
  deviation: "sample" | "population",
): ReturnMeasure[] {
  const [suffix, note] = deviation === "sample" ? ["sample_sd", ""] : ["pop_sd", ", population deviation"];
  const options = { confidence, deviation };
  return [
    {
      ...percent,
      id: `var_normal_${tag}_${suffix}`,
      label: `VaR ${level} (normal${note})`,
      definition: `−(mean + z·σ) at ${level}, normal distribution, σ with ${DENOMINATOR[deviation]}; one period; positive loss`,
      source: "Jorion, Value at Risk, 3rd ed., ch. 5",
      recommended: deviation === "sample",
      compute: ({ returns }) => normalVar(returns, options),
    },
    {
      ...percent,
      id: `es_normal_${tag}_${suffix}`,
      label: `ES ${level} (normal${note})`,
      definition: `−mean + σ·φ(z)/α at ${level}, normal distribution, σ with ${DENOMINATOR[deviation]}; one period; positive loss`,
      source: "McNeil, Frey & Embrechts, Quantitative Risk Management, 2nd ed., example 2.14",
      recommended: deviation === "sample",
      compute: ({ returns }) => normalEs(returns, options),
    },
  ];
}

export const normalTailMeasures: readonly ReturnMeasure[] = LEVELS.flatMap(normalTailAt);
