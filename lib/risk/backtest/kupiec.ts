import { RiskbookError } from "../../core/index.js";
import { chiSquaredOneTail } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { tailOf } from "../tail/level.js";

export interface KupiecTest {
  /** Likelihood ratio, χ² with one degree of freedom where the VaR's coverage is right. */
  readonly statistic: number;
  readonly pValue: number;
}

/**
 * Kupiec's test of unconditional coverage: whether the share of exceptions is the one that the confidence promises. It does
 * not see whether they cluster.
 * @param outcome.exceptions periods in which the loss was greater than the VaR
 * @param outcome.observations periods that had a VaR
 * @throws `BAD_BACKTEST` unless 0 ≤ exceptions ≤ observations, both whole, and observations > 0
 * @see Kupiec (1995), Journal of Derivatives 3(2), 73–84
 */
export function kupiecTest(outcome: { exceptions: number; observations: number; confidence: number }): KupiecTest {
  const { exceptions: x, observations: n } = outcome;
  if (!(Number.isInteger(x) && Number.isInteger(n) && x >= 0 && x <= n && n > 0)) {
    throw new RiskbookError(
      "BAD_BACKTEST",
      `A back-test needs whole numbers with 0 ≤ exceptions ≤ observations and observations > 0; it had ${x} of ${n}.`,
    );
  }
  const expected = tailOf(outcome.confidence);
  const share = x / n;
  const ratio = 2 * (times(x, Math.log(share / expected)) + times(n - x, Math.log((1 - share) / (1 - expected))));
  const statistic = Math.max(0, ratio);
  return { statistic, pValue: chiSquaredOneTail(statistic) };
}

/** count·logarithm, with 0·ln 0 = 0 as the likelihood has it. */
function times(count: number, logarithm: number): number {
  return count === 0 ? 0 : count * logarithm;
}

/**
 * The counts of exceptions that the test does not reject: from `low` to `high`.
 * @param outcome.significance 0.05 unless given
 */
export function kupiecRegion(outcome: { observations: number; confidence: number; significance?: number }): {
  readonly low: number;
  readonly high: number;
} {
  const { observations, confidence, significance = 0.05 } = outcome;
  const accepts = (exceptions: number): boolean =>
    kupiecTest({ exceptions, observations, confidence }).pValue > significance;
  const expected = Math.round(observations * tailOf(confidence));
  let [low, high] = [expected, expected];
  while (low > 0 && accepts(low - 1)) low--;
  while (high < observations && accepts(high + 1)) high++;
  return { low, high };
}

export const kupiecEntry: CatalogueEntry = {
  id: "kupiec",
  label: "Kupiec: as many exceptions as promised",
  unit: "χ²(1), p-value",
  definition: "2·ln of the likelihood of the exceptions at their own share over that at α; periods that had a forecast",
  source: "Kupiec (1995), Journal of Derivatives 3(2), 73–84",
  recommended: true,
};
