import { BEYOND_DOUBLE, tooFew, Undefined } from "../figure.js";
import { ewmaVariances } from "../volatility/ewma.js";
import { requireDecay } from "./age-weighted.js";
import { historicalModel } from "./historical.js";
import { defineModel, type VarModel } from "./model.js";

/**
 * Historical simulation of P&L rescaled to today's volatility: each day times σ today over σ then.
 * @param lambda decay of the exponentially weighted variance
 * @throws `BAD_DECAY`
 * @see Hull & White (1998), Journal of Risk 1(1), 5–19
 */
export function volatilityScaledModel({ lambda = 0.94 }: { lambda?: number } = {}): VarModel {
  requireDecay(lambda);
  return defineModel({
    id: "volatility_scaled",
    label: "Volatility-scaled",
    definition: `historical on x·σ(today)/σ(then), σ exponentially weighted with ${lambda}, known the evening before`,
    source: "Hull & White (1998), Journal of Risk 1(1), 5–19",
    coherentTail: true,
    forecast(past, confidence) {
      const few = tooFew(past.length, 20);
      if (few) return few;
      const variances = ewmaVariances(past, lambda);
      const today = variances.at(-1)!;
      if (!Number.isFinite(today)) return BEYOND_DOUBLE;
      if (variances.some(variance => variance === 0)) return new Undefined("a volatility of zero cannot be scaled by");
      const scaled = past.map((value, i) => value * Math.sqrt(today / variances[i]!));
      return historicalModel.forecast(scaled, confidence);
    },
  });
}
