import { dot, normalQuantile } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, Undefined } from "../figure.js";
import { cornishFisherQuantile } from "../tail/cornish-fisher.js";
import { tailOf } from "../tail/level.js";
import { centred, meansOf } from "./covariance.js";
import type { Panel } from "./panel.js";
import { type RiskSplit, splitOf } from "./risk-contribution.js";
import { requireWeights } from "./weights.js";

/**
 * Splits the modified (Cornish–Fisher) VaR of holdings among them: its derivative by each weight, from the co-moments of the
 * asset and the whole. It means little where the expansion does (`inCornishFisherDomain`).
 * @param options.ddof what is taken off n under the variance: 0 (the default), as in `cornishFisherVar`, or 1, as in R's
 *   PerformanceAnalytics
 * @returns undefined where the whole does not move
 * @see Boudt, Peterson & Croux (2008), Estimation and decomposition of downside risk for portfolios with non-normal returns,
 *   Journal of Risk 11(2), 79–103
 */
export function modifiedVarContributions(
  weights: ArrayLike<number>,
  panel: Panel,
  options: { confidence: number; ddof?: 0 | 1 },
): Figure<RiskSplit> {
  const w = requireWeights(weights, panel.ids, null);
  const parts = centred(panel);
  const whole = Float64Array.from({ length: panel.n }, (_, t) =>
    parts.reduce((sum, part, i) => sum + w[i]! * part[t]!, 0),
  );
  const n = panel.n;
  const moment = (power: number): number => whole.reduce((sum, value) => sum + value ** power, 0) / n;
  const scale = n / (n - (options.ddof ?? 0));
  const [m2, m3, m4] = [scale * moment(2), moment(3), moment(4)];
  if (!(m2 > 0)) return new Undefined("the whole has no volatility to split");
  const alpha = tailOf(options.confidence);
  const z = normalQuantile(alpha);
  const shape = { skewness: m3 / m2 ** 1.5, excessKurtosis: m4 / m2 ** 2 - 3 };
  const quantile = cornishFisherQuantile(alpha, shape);
  const means = meansOf(panel);
  const marginal = Float64Array.from(parts, (part, i) => {
    const d2 = 2 * scale * comoment(part, whole, 1);
    const d3 = 3 * comoment(part, whole, 2);
    const d4 = 4 * comoment(part, whole, 3);
    const dSkewness = (d3 - (1.5 * m3 * d2) / m2) / m2 ** 1.5;
    const dKurtosis = (d4 - (2 * m4 * d2) / m2) / m2 ** 2;
    const dQuantile =
      ((z * z - 1) / 6) * dSkewness +
      ((z ** 3 - 3 * z) / 24) * dKurtosis -
      ((2 * z ** 3 - 5 * z) / 18) * shape.skewness * dSkewness;
    return -means[i]! - (d2 / (2 * Math.sqrt(m2))) * quantile - Math.sqrt(m2) * dQuantile;
  });
  return splitOf(w, marginal, -dot(w, means) - Math.sqrt(m2) * quantile);
}

function comoment(part: Float64Array, whole: Float64Array, power: number): number {
  return part.reduce((sum, value, t) => sum + value * whole[t]! ** power, 0) / part.length;
}

/** What the catalogue says of them. */
export const modifiedContributionEntries: readonly CatalogueEntry[] = [
  {
    id: "modified_var_contribution",
    label: "Contribution to modified VaR",
    unit: "that of the weights times returns",
    definition:
      "derivative of the Cornish–Fisher VaR by the weight, times the weight, population moments; contributions add up",
    source: "Boudt, Peterson & Croux (2008), Journal of Risk 11(2), 79–103",
    recommended: false,
  },
];
