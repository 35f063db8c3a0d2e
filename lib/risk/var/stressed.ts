import { requireWindow } from "../backtest/window.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, isDefined, tooFew, Undefined } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";
import type { TailForecast, VarModel } from "./model.js";

/** The window of history in which today's book would have had the largest ES, and its figures there. */
export interface StressedTail extends TailForecast {
  /** First and last observation of the window. */
  readonly from: number;
  readonly to: number;
}

/**
 * Stressed VaR and ES: those of the worst window of the whole history, by ES. The P&L is to be hypothetical (today's
 * positions over history): that of past positions says how they, not these, would have fared.
 * @param options.window periods, 250 by default
 * @see Basel Committee (2009), Revisions to the Basel II market risk framework, 718(lxxvi)(i); Basel Framework MAR33.6
 */
export function stressedTail(
  model: VarModel,
  pnl: Series,
  options: { confidence: number; window?: number },
): Figure<StressedTail> {
  const { values } = sampleOf(pnl, "P&L");
  const { confidence, window = 250 } = options;
  requireWindow(window);
  const few = tooFew(values.length, window);
  if (few) return few;
  let worst: StressedTail | undefined;
  for (let from = 0; from + window <= values.length; from++) {
    const tail = model.forecast(values.subarray(from, from + window), confidence);
    if (isDefined(tail) && tail.es > (worst?.es ?? Number.NEGATIVE_INFINITY))
      worst = { ...tail, from, to: from + window - 1 };
  }
  return worst ?? new Undefined("the model has no figure in any window");
}

export const stressedEntry: CatalogueEntry = {
  id: "stressed_var",
  label: "Stressed VaR and ES",
  unit: "P&L",
  definition: "VaR and ES in the window of history with the largest ES",
  source:
    "Basel Committee (2009), Revisions to the Basel II market risk framework, 718(lxxvi)(i); Basel Framework MAR33.6",
  recommended: true,
};
