import { normalPdf, normalQuantile } from "../../numeric/index.js";
import { tooFew, Undefined } from "../figure.js";
import { tailOf } from "../tail/level.js";
import { EWMA_WARM_UP, ewmaVariances } from "../volatility/ewma.js";
import { requireDecay } from "./age-weighted.js";
import { defineModel, type VarModel } from "./model.js";

/**
 * RiskMetrics: a normal distribution of mean zero with an exponentially weighted variance.
 * @param lambda decay by period: 0.94 for days, 0.97 for months
 * @throws `BAD_DECAY`
 */
export function ewmaModel({ lambda = 0.94 }: { lambda?: number } = {}): VarModel {
  requireDecay(lambda);
  return defineModel({
    id: "ewma",
    label: "EWMA normal",
    definition: `−z·σ with σ² = ${lambda}·σ² + ${(1 - lambda).toFixed(4)}·x² from day to day, mean zero, normal; first variance of the window's first ${EWMA_WARM_UP} days`,
    source: "J.P. Morgan/Reuters (1996), RiskMetrics Technical Document, 4th ed., section 5.2",
    coherentTail: true,
    forecast(past, confidence) {
      const few = tooFew(past.length, EWMA_WARM_UP);
      if (few) return few;
      const deviation = Math.sqrt(ewmaVariances(past, lambda).at(-1)!);
      if (deviation === 0) return new Undefined("every observation is zero");
      const alpha = tailOf(confidence);
      const z = normalQuantile(alpha);
      return { var: -z * deviation, es: (normalPdf(z) / alpha) * deviation };
    },
  });
}
