import { RiskbookError } from "../../core/index.js";
import { correlation, normalCdf } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, isDefined, Undefined } from "../figure.js";
import { sharpeRatio } from "../performance/sharpe.js";
import { type Series, sampleOf } from "../sample.js";

export interface SharpeDifference {
  /** First ratio less the second, per period. */
  readonly difference: number;
  readonly standardError: number;
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
}

/**
 * Jobson and Korkie's test of two Sharpe ratios of the same periods, as Memmel corrected it: the variance of the difference is
 * (2 − 2ρ + (SR₁² + SR₂² − 2SR₁SR₂ρ²)/2)/n, for independent normal returns.
 * @throws `LENGTH_MISMATCH`
 * @see Jobson & Korkie (1981), Journal of Finance 36(4), 889–908; Memmel (2003), Finance Letters 1, 21–23
 */
export function sharpeDifference(first: Series, second: Series): Figure<SharpeDifference> {
  const [a, b] = [sampleOf(first, "first returns"), sampleOf(second, "second returns")];
  if (a.n !== b.n) {
    throw new RiskbookError("LENGTH_MISMATCH", `There are ${a.n} and ${b.n} returns; give both of the same periods.`);
  }
  const one = sharpeRatio(a, { periodsPerYear: 1 });
  const other = sharpeRatio(b, { periodsPerYear: 1 });
  if (!isDefined(one)) return one;
  if (!isDefined(other)) return other;
  const rho = correlation(a.values, b.values);
  const variance = (2 - 2 * rho + (one * one + other * other - 2 * one * other * rho * rho) / 2) / a.n;
  if (!(variance > 1e-15 / a.n)) return new Undefined("the two series move as one: their ratios cannot be told apart");
  const standardError = Math.sqrt(variance);
  const statistic = (one - other) / standardError;
  return { difference: one - other, standardError, statistic, pValue: 2 * normalCdf(-Math.abs(statistic)) };
}

export const sharpeDifferenceEntry: CatalogueEntry = {
  id: "sharpe_difference",
  label: "Memmel: two Sharpe ratios",
  unit: "normal, p-value",
  definition: "SR₁ − SR₂ over √((2 − 2ρ + (SR₁² + SR₂² − 2SR₁SR₂ρ²)/2)/n), the same periods",
  source: "Jobson & Korkie (1981), Journal of Finance 36(4), 889–908; Memmel (2003), Finance Letters 1, 21–23",
  recommended: true,
};
