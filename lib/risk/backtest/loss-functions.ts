import type { CatalogueEntry } from "../definition.js";
import { tailOf } from "../tail/level.js";

/**
 * Quantile loss of each period's VaR, (α − 1{x < −VaR})·(x + VaR): its mean is least for the true quantile, so that models
 * can be ranked by it.
 * @see Koenker & Bassett (1978), Econometrica 46(1), 33–50; Gneiting (2011), JASA 106, 746–762
 */
export function quantileLosses(pnl: ArrayLike<number>, values: ArrayLike<number>, confidence: number): Float64Array {
  const alpha = tailOf(confidence);
  return Float64Array.from({ length: pnl.length }, (_, t) => {
    const above = pnl[t]! + values[t]!;
    return (above < 0 ? alpha - 1 : alpha) * above;
  });
}

/**
 * Joint loss of VaR and ES of degree zero, x ≤ v: (v − x)/(α·|e|) + v/e + ln|e| − 1 with v = −VaR and e = −ES. It needs a positive ES;
 * where there is none the element is NaN and the caller leaves the model out.
 * @see Fissler & Ziegel (2016), Annals of Statistics 44(4); Patton, Ziegel & Chen (2019), Journal of Econometrics 211(2), 388–413
 */
export function jointLosses(
  pnl: ArrayLike<number>,
  forecasts: { readonly var: ArrayLike<number>; readonly es: ArrayLike<number> },
  confidence: number,
): Float64Array {
  const alpha = tailOf(confidence);
  return Float64Array.from({ length: pnl.length }, (_, t) => {
    const [value, es] = [forecasts.var[t]!, forecasts.es[t]!];
    if (!(es > 0)) return Number.NaN;
    const beyond = Math.max(0, -value - pnl[t]!);
    return beyond / (alpha * es) + value / es + Math.log(es) - 1;
  });
}

export const lossEntries: readonly CatalogueEntry[] = [
  {
    id: "quantile_loss",
    label: "Quantile loss",
    unit: "P&L",
    definition: "mean of (α − 1{x < −VaR})·(x + VaR): least for the true quantile, so that models can be ranked",
    source: "Koenker & Bassett (1978), Econometrica 46(1), 33–50; Gneiting (2011), JASA 106, 746–762",
    recommended: true,
  },
  {
    id: "joint_loss",
    label: "Joint loss of VaR and ES",
    unit: "number",
    definition: "mean of (v − x)⁺/(α·ES) + VaR/ES + ln ES − 1 with v = −VaR, of degree zero",
    source:
      "Fissler & Ziegel (2016), Annals of Statistics 44(4); Patton, Ziegel & Chen (2019), Journal of Econometrics 211(2), 388–413",
    recommended: true,
  },
];
