import { sorted } from "../../numeric/index.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, mapFigure } from "../figure.js";
import { growth } from "../growth.js";
import type { Series } from "../sample.js";
import { tailMean } from "../tail/historical.js";

/**
 * Conditional drawdown at risk: the expected shortfall of the drawdowns after each observation, as a positive loss.
 * @param options.confidence such as 0.95 for the worst 5% of the drawdowns
 * @see Chekhlov, Uryasev & Zabarankin (2005), International Journal of Theoretical and Applied Finance 8(1), 13–58
 */
export function conditionalDrawdownAtRisk(returns: Series, { confidence }: { confidence: number }): Figure {
  return mapFigure(growth(returns), path => -tailMean(sorted(path.drawdowns), confidence));
}

export const cdarMeasure: ReturnMeasure = {
  id: "cdar_95",
  label: "CDaR 95%",
  group: "drawdown",
  unit: "fraction",
  format: { kind: "percent", digits: 2 },
  definition: "mean of the worst 5% of the compounded drawdowns after each observation, weighted as es_hist; positive",
  source: "Chekhlov, Uryasev & Zabarankin (2005), International Journal of Theoretical and Applied Finance 8(1), 13–58",
  recommended: true,
  compute: ({ returns }) => conditionalDrawdownAtRisk(returns, { confidence: 0.95 }),
};
