import { RiskbookError } from "../../core/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, mapFigure, tooFew } from "../figure.js";
import type { TailForecast, VarModel } from "./model.js";

/** How a VaR of one period becomes one of several. */
export type HorizonMethod = "square_root" | "overlapping" | "separate";

/**
 * VaR and ES over several periods. `square_root` multiplies the one-period figure by √h, which takes P&L for independent
 * and of mean zero; `overlapping` applies the model to sums of h neighbouring periods, which share most of their days;
 * `separate` to sums that share none, of which there are few. None stands in for another: the method belongs to the figure.
 * @throws `BAD_HORIZON`
 * @see Danielsson & Zigrand (2006), Journal of Banking & Finance 30, 2701–2713, on √h; Basel Framework MAR33.4
 */
export function overHorizon(
  model: VarModel,
  past: Float64Array,
  options: { confidence: number; horizon: number; method: HorizonMethod },
): Figure<TailForecast> {
  const { confidence, horizon, method } = options;
  if (!(Number.isInteger(horizon) && horizon >= 1)) {
    throw new RiskbookError("BAD_HORIZON", `The horizon was ${horizon}; give a whole number of periods such as 10.`);
  }
  if (method === "square_root") {
    const factor = Math.sqrt(horizon);
    return mapFigure(model.forecast(past, confidence), one => ({ var: one.var * factor, es: one.es * factor }));
  }
  const few = tooFew(past.length, horizon);
  return few ?? model.forecast(sumsOf(past, horizon, method === "overlapping" ? 1 : horizon), confidence);
}

/** Sums of `length` neighbours, each beginning `step` after the one before; the last one ends with the series. */
function sumsOf(values: Float64Array, length: number, step: number): Float64Array {
  const count = Math.floor((values.length - length) / step) + 1;
  const first = values.length - length - (count - 1) * step;
  return Float64Array.from({ length: count }, (_, i) => {
    let total = 0;
    for (let t = 0; t < length; t++) total += values[first + i * step + t]!;
    return total;
  });
}

export const horizonEntry: CatalogueEntry = {
  id: "var_horizon",
  label: "VaR over several periods",
  unit: "P&L",
  definition: "square root of time, sums of overlapping periods, or of separate ones; named with the figure",
  source: "Danielsson & Zigrand (2006), Journal of Banking & Finance 30(10), 2701–2713; Basel Framework MAR33.4",
  recommended: true,
};
