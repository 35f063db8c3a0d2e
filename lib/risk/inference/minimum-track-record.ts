import { normalQuantile } from "../../numeric/index.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, mapFigure, Undefined } from "../figure.js";
import { type SharpeEvidence, sharpeEvidence, sharpeVariance } from "./sharpe-error.js";

/**
 * How many observations it takes to say with `confidence` that the true Sharpe ratio exceeds a reference:
 * 1 + (1 − γ₃SR + (γ₄−1)/4·SR²)(z/(SR − SR*))².
 * @param options.reference per period; 0 by default
 * @returns undefined where the estimate does not exceed the reference: no record is then long enough
 * @see Bailey & López de Prado (2012), Journal of Risk 15(2), 3–44, equation 11
 */
export function minimumTrackRecord(
  evidence: Omit<SharpeEvidence, "n">,
  options: { confidence?: number; reference?: number } = {},
): Figure {
  const { confidence = 0.95, reference = 0 } = options;
  const distance = evidence.sharpe - reference;
  if (!(distance > 0)) return new Undefined("the Sharpe ratio does not exceed the reference: no record is long enough");
  return 1 + sharpeVariance(evidence) * (normalQuantile(confidence) / distance) ** 2;
}

export const minimumTrackRecordMeasure: ReturnMeasure = {
  id: "min_track_record_95",
  label: "Minimum track record",
  group: "inference",
  unit: "observations",
  format: { kind: "integer" },
  definition:
    "1 + (1 − γ₃SR + (γ₄−1)/4·SR²)(z/SR)²: observations needed to say at 95% that the true Sharpe ratio is above 0; SR per period",
  source: "Bailey & López de Prado (2012), Journal of Risk 15(2), 3–44, equation 11",
  recommended: true,
  compute: ({ returns }) => mapFigure(sharpeEvidence(returns), evidence => minimumTrackRecord(evidence)),
};
