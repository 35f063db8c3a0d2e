import { RiskbookError } from "../../core/index.js";
import { cholesky, choleskySolve, dot, largestMagnitude, minimiseSmooth } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, Undefined } from "../figure.js";
import type { Covariance } from "./covariance.js";
import type { Panel } from "./panel.js";
import { requirePositiveDefinite } from "./positive-definite.js";
import { volatilityOf } from "./weights.js";

/** Leverages of several assets together, and how capital would grow with them. */
export interface KellyBets {
  readonly ids: readonly string[];
  /** Of capital in each asset; negative is short, and all together may be above 1. */
  readonly leverage: Float64Array;
  /** Expected growth of the logarithm of capital by period. */
  readonly growth: number;
  readonly volatility: number;
}

/**
 * Joint Kelly leverages, fraction·Σ⁻¹(μ − r), growth-optimal in the Gaussian approximation. Growth is r + fᵀ(μ − r) − fᵀΣf/2, so
 * that half Kelly keeps three quarters of the excess growth with half the volatility. Full Kelly of estimated means bets on
 * their errors: the standard error of a mean over n periods is σ/√n.
 * @param options.fraction of full Kelly, above 0 up to 1; a half unless given
 * @param options.riskFree by period
 * @throws `BAD_FRACTION`, `NOT_POSITIVE_DEFINITE`
 * @see Thorp (2006), The Kelly Criterion, in Handbook of Asset and Liability Management 1, ch. 9, section 8
 */
export function jointKelly(
  mean: Float64Array,
  covariance: Covariance,
  options: { fraction?: number; riskFree?: number } = {},
): KellyBets {
  const { riskFree = 0 } = options;
  const fraction = fractionOf(options.fraction);
  requirePositiveDefinite(covariance);
  const excess = mean.map(value => value - riskFree);
  const leverage = choleskySolve(cholesky(covariance.matrix)!, excess).map(value => fraction * value);
  const volatility = volatilityOf(leverage, covariance);
  return { ids: covariance.ids, leverage, growth: riskFree + dot(leverage, excess) - volatility ** 2 / 2, volatility };
}

/**
 * Leverages that would have made capital grow most over the observations themselves, tails and all, times a fraction: the
 * largest mean of ln(1 + fᵀr). The growth stated is that of the fraction.
 * @returns undefined where some bet never lost, so that there is no largest
 * @throws `BAD_FRACTION`
 * @see Kelly (1956), Bell System Technical Journal 35, 917–926
 */
export function empiricalKelly(panel: Panel, options: { fraction?: number } = {}): Figure<KellyBets> {
  const fraction = fractionOf(options.fraction);
  const { ids, series, n } = panel;
  const found = minimiseSmooth((f, gradient) => -growthOf(f, series, n, gradient), new Float64Array(ids.length), {
    tolerance: 1e-10,
  });
  const unbounded = largestMagnitude(found.argument) > 1e6;
  if (!found.converged || unbounded)
    return new Undefined("some bet never lost in these observations, so no stake is the largest");
  const leverage = found.argument.map(value => fraction * value);
  const outcomes = Float64Array.from({ length: n }, (_, t) => outcomeOf(leverage, series, t));
  const centre = outcomes.reduce((sum, value) => sum + value, 0) / n;
  const variance = outcomes.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (n - 1);
  return { ids, leverage, growth: growthOf(leverage, series, n), volatility: Math.sqrt(variance) };
}

/** Mean of ln(1 + fᵀr) and, where asked for, minus its gradient; −Infinity where some outcome takes all capital. */
function growthOf(f: Float64Array, series: readonly Float64Array[], n: number, minusGradient?: Float64Array): number {
  minusGradient?.fill(0);
  let total = 0;
  for (let t = 0; t < n; t++) {
    const capital = 1 + outcomeOf(f, series, t);
    if (!(capital > 0)) return Number.NEGATIVE_INFINITY;
    total += Math.log(capital);
    if (minusGradient !== undefined) {
      for (let i = 0; i < f.length; i++) minusGradient[i]! -= series[i]![t]! / capital / n;
    }
  }
  return total / n;
}

function outcomeOf(f: Float64Array, series: readonly Float64Array[], t: number): number {
  let outcome = 0;
  for (let i = 0; i < f.length; i++) outcome += f[i]! * series[i]![t]!;
  return outcome;
}

function fractionOf(fraction = 0.5): number {
  if (fraction > 0 && fraction <= 1) return fraction;
  throw new RiskbookError(
    "BAD_FRACTION",
    `The fraction of Kelly was ${fraction}; it lies above 0 and up to 1, such as 0.5.`,
  );
}

/** What the catalogue says of them. */
export const jointKellyEntries: readonly CatalogueEntry[] = [
  {
    id: "kelly_joint",
    label: "Joint Kelly leverages",
    unit: "ratio",
    definition: "fraction·Σ⁻¹(μ − r): growth-optimal in the Gaussian approximation, a half unless given",
    source: "Thorp (2006), in Handbook of Asset and Liability Management 1, ch. 9, section 8",
    recommended: true,
  },
  {
    id: "kelly_empirical",
    label: "Kelly leverages of the observations",
    unit: "ratio",
    definition: "leverages with the largest mean of ln(1 + fᵀr), times a fraction",
    source: "Kelly (1956), Bell System Technical Journal 35, 917–926",
    recommended: false,
  },
];
