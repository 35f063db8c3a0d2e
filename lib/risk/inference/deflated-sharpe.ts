import { RiskbookError } from "../../core/index.js";
import { normalQuantile } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { probabilisticSharpe } from "./probabilistic-sharpe.js";
import type { SharpeEvidence } from "./sharpe-error.js";

const EULER_MASCHERONI = 0.5772156649015329;

/** What was tried before the strategy was chosen. */
export interface Trials {
  /** How many independent trials there were, at least 1. */
  readonly count: number;
  /** Variance of their Sharpe ratios, per period. */
  readonly variance: number;
}

/**
 * The Sharpe ratio per period that the best of so many trials without skill is expected to reach.
 * @throws `BAD_TRIALS`
 * @see Bailey & López de Prado (2014), Journal of Portfolio Management 40(5), 94–107, equation 1
 */
export function expectedBestSharpe({ count, variance }: Trials): number {
  if (!(count >= 1 && variance >= 0)) {
    throw new RiskbookError(
      "BAD_TRIALS",
      `There were ${count} trials with a variance of ${variance}; give at least 1, and 0 or more.`,
    );
  }
  if (count === 1) return 0;
  const largest =
    (1 - EULER_MASCHERONI) * normalQuantile(1 - 1 / count) +
    EULER_MASCHERONI * normalQuantile(1 - 1 / (count * Math.E));
  return Math.sqrt(variance) * largest;
}

/**
 * Deflated Sharpe ratio: the probability that the true ratio exceeds what the best of the trials would reach by luck.
 * @throws `BAD_TRIALS`
 * @see Bailey & López de Prado (2014), Journal of Portfolio Management 40(5), 94–107, equation 2
 */
export function deflatedSharpe(evidence: SharpeEvidence, trials: Trials): number {
  return probabilisticSharpe(evidence, { reference: expectedBestSharpe(trials) });
}

export const deflatedSharpeEntries: readonly CatalogueEntry[] = [
  {
    id: "expected_best_sharpe",
    label: "Best Sharpe ratio by luck",
    unit: "per period",
    definition: "√V·((1−γ)Φ⁻¹(1−1/N) + γΦ⁻¹(1−1/(Ne))): what the best of N trials without skill reaches",
    source: "Bailey & López de Prado (2014), Journal of Portfolio Management 40(5), 94–107, equation 1",
    recommended: true,
  },
  {
    id: "deflated_sharpe",
    label: "Deflated Sharpe ratio",
    unit: "probability",
    definition: "probabilistic Sharpe ratio against the best that so many trials reach by luck",
    source: "Bailey & López de Prado (2014), Journal of Portfolio Management 40(5), 94–107, equation 2",
    recommended: true,
  },
];
