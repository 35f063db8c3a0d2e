import { minimise } from "../../numeric/index.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, tooFew } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";
import { tailOf } from "./level.js";

/**
 * Entropic value at risk, the tightest Chernoff bound on VaR and ES: min over t > 0 of t·ln(mean(exp(−r/t))/α). It is
 * found by search, to about 1e-9 of itself.
 * @see Ahmadi-Javid (2012), Journal of Optimization Theory and Applications 155, 1105–1123
 */
export function entropicVar(pnl: Series, { confidence }: { confidence: number }): Figure {
  const sample = sampleOf(pnl, "P&L");
  const alpha = tailOf(confidence);
  const few = tooFew(sample.n, 1);
  if (few) return few;
  if (sample.isConstant) return -sample.mean;
  const worst = -sample.tally.smallest;
  // Taking the worst loss out of the exponent keeps exp() from overflowing at small t.
  const bound = (t: number): number => {
    let total = 0;
    for (const value of sample.values) total += Math.exp((-value - worst) / t);
    return worst + t * Math.log(total / sample.n / alpha);
  };
  const scale = Math.log(sample.populationDeviation);
  const { value } = minimise(logT => bound(Math.exp(logT)), scale - 9, scale + 9, { tolerance: 1e-7 });
  // As t falls to 0 the bound goes to the worst loss, which is the infimum where α·n is below one.
  return Math.min(value, worst);
}

export const entropicVarMeasure: ReturnMeasure = {
  id: "entropic_var_95",
  label: "Entropic VaR 95%",
  group: "tail",
  unit: "fraction",
  inSeriesUnit: true,
  format: { kind: "percent", digits: 2 },
  definition: "min over t > 0 of t·ln(mean(exp(−r/t))/0.05), found by search; one period; positive loss",
  source: "Ahmadi-Javid (2012), Journal of Optimization Theory and Applications 155, 1105–1123",
  recommended: false,
  compute: ({ returns }) => entropicVar(returns, { confidence: 0.95 }),
};
