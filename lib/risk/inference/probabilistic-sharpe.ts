import { normalCdf } from "../../numeric/index.js";
import type { ReturnMeasure } from "../definition.js";
import { mapFigure } from "../figure.js";
import { type SharpeEvidence, sharpeEvidence, sharpeVariance } from "./sharpe-error.js";

/**
 * Probability that the true Sharpe ratio per period exceeds a reference, given the estimate's length and shape.
 * @param options.reference per period; 0 by default
 * @see Bailey & López de Prado (2012), Journal of Risk 15(2), 3–44
 */
export function probabilisticSharpe(evidence: SharpeEvidence, options: { reference?: number } = {}): number {
  const distance = evidence.sharpe - (options.reference ?? 0);
  return normalCdf((distance * Math.sqrt(evidence.n - 1)) / Math.sqrt(sharpeVariance(evidence)));
}

export const probabilisticSharpeMeasure: ReturnMeasure = {
  id: "psr_0",
  label: "Probabilistic Sharpe",
  group: "inference",
  unit: "probability",
  format: { kind: "percent", digits: 1 },
  definition:
    "Φ(SR·√(n−1)/√(1 − γ₃SR + (γ₄−1)/4·SR²)): probability that the true Sharpe ratio is above 0; SR per period (n−1), population γ₃ and Pearson γ₄",
  source: "Bailey & López de Prado (2012), Journal of Risk 15(2), 3–44",
  recommended: true,
  compute: ({ returns }) => mapFigure(sharpeEvidence(returns), evidence => probabilisticSharpe(evidence)),
};
