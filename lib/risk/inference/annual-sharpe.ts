import { RiskbookError } from "../../core/index.js";
import { autocovariances } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, isDefined, tooFew, Undefined } from "../figure.js";
import { sharpeRatio } from "../performance/sharpe.js";
import { type Series, sampleOf } from "../sample.js";

/**
 * A Sharpe ratio over `periods` periods that allows for autocorrelation: SR·q/√(q + 2Σ(q−k)ρₖ), k from 1 to q − 1, where the
 * usual √q takes the returns for independent.
 * @param periods q, such as 12 for a year of months
 * @throws `BAD_PERIODS`
 * @see Lo (2002), Financial Analysts Journal 58(4), 36–52, equation 20
 */
export function sharpeOverPeriods(returns: Series, periods: number): Figure {
  if (!(Number.isInteger(periods) && periods >= 1)) {
    throw new RiskbookError("BAD_PERIODS", `The number of periods was ${periods}; give a whole number such as 12.`);
  }
  const sample = sampleOf(returns, "returns");
  const few = tooFew(sample.n, periods + 2);
  if (few) return few;
  const ratio = sharpeRatio(sample, { periodsPerYear: 1 });
  if (!isDefined(ratio)) return ratio;
  const covariances = autocovariances(sample.values, periods - 1, sample.mean);
  let variance = periods;
  for (let lag = 1; lag < periods; lag++) variance += (2 * (periods - lag) * covariances[lag]!) / covariances[0]!;
  if (!(variance > 0)) return new Undefined("the autocorrelations leave the sum of the periods no variance");
  return (ratio * periods) / Math.sqrt(variance);
}

export const sharpeOverPeriodsEntry: CatalogueEntry = {
  id: "sharpe_over_periods",
  label: "Sharpe ratio with autocorrelation",
  unit: "ratio",
  definition: "SR·q/√(q + 2Σ(q−k)ρₖ), k from 1 to q − 1, for q periods",
  source: "Lo (2002), Financial Analysts Journal 58(4), 36–52, equation 20",
  recommended: true,
};
