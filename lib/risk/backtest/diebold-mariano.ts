import { RiskbookError } from "../../core/index.js";
import { autocovariances, mean, normalCdf } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, tooFew, Undefined } from "../figure.js";

export interface DieboldMarianoTest {
  /** Below zero where the first model has the smaller loss. */
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
  /** Mean of the first model's loss less the second's. */
  readonly meanDifference: number;
}

/**
 * Whether two models' losses differ on average: the mean difference over its standard error with Bartlett weights up to lag
 * ⌊4(n/100)^(2/9)⌋, because losses follow one another.
 * @param first, second losses of the two models in the same periods
 * @throws `LENGTH_MISMATCH`
 * @see Diebold & Mariano (1995), Journal of Business & Economic Statistics 13(3), 253–263; Newey & West (1987, 1994)
 */
export function dieboldMarianoTest(first: Float64Array, second: Float64Array): Figure<DieboldMarianoTest> {
  if (first.length !== second.length) {
    throw new RiskbookError(
      "LENGTH_MISMATCH",
      `There are ${first.length} and ${second.length} losses; give both models' of the same periods.`,
    );
  }
  const n = first.length;
  const few = tooFew(n, 20);
  if (few) return few;
  const difference = first.map((loss, t) => loss - second[t]!);
  const meanDifference = mean(difference);
  const variance = longRunVariance(difference, meanDifference, Math.floor(4 * (n / 100) ** (2 / 9)));
  if (!(variance > 0)) return new Undefined("the losses never differ, or by the same amount each time");
  const statistic = meanDifference / Math.sqrt(variance / n);
  return { statistic, pValue: 2 * normalCdf(-Math.abs(statistic)), meanDifference };
}

function longRunVariance(values: Float64Array, centre: number, lags: number): number {
  return autocovariances(values, lags, centre).reduce(
    (total, covariance, lag) => total + (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1))) * covariance,
    0,
  );
}

export const dieboldMarianoEntry: CatalogueEntry = {
  id: "diebold_mariano",
  label: "Diebold–Mariano: which model loses less",
  unit: "normal, p-value",
  definition:
    "mean difference of two models’ losses over its standard error, Bartlett weights up to lag ⌊4(n/100)^(2/9)⌋",
  source: "Diebold & Mariano (1995), Journal of Business & Economic Statistics 13(3), 253–263",
  recommended: true,
};
