import type { CatalogueEntry } from "../definition.js";
import { type Figure, isDefined } from "../figure.js";
import type { TailForecast, VarModel } from "./model.js";

/**
 * What today's VaR and yesterday's are made of. P&L is hypothetical: positions of one evening over the history that is known
 * on one evening.
 */
export interface VarInputs {
  /** Yesterday's positions over the history as it stood yesterday. */
  readonly before: Float64Array;
  /** Yesterday's positions over yesterday's history as it is told now: corrected prices. */
  readonly corrected: Float64Array;
  /** Yesterday's positions over today's history: a day has come in, one may have gone out, prices have moved. */
  readonly market: Float64Array;
  /** Today's positions over today's history. */
  readonly after: Float64Array;
  readonly modelBefore: VarModel;
  readonly modelAfter: VarModel;
}

/** A change of VaR and ES, by cause. */
export interface VarChange {
  readonly before: TailForecast;
  readonly after: TailForecast;
  /** In the order in which the causes were let in; their changes add up to `after` − `before`. */
  readonly steps: readonly { readonly cause: VarCause; readonly change: TailForecast }[];
}

export const VAR_CAUSES = ["corrected data", "market", "positions", "model"] as const;
export type VarCause = (typeof VAR_CAUSES)[number];

/**
 * Explains the change of VaR and ES since yesterday, one cause after another: corrections of the past, the market's move and
 * the new day, changed positions, a changed model. The order is fixed, because what two causes do together goes to the
 * later one; the steps add up to the change exactly as printed from them.
 * @returns undefined where the figure is at any stage
 */
export function explainVarChange(inputs: VarInputs, confidence: number): Figure<VarChange> {
  const { modelBefore, modelAfter } = inputs;
  const stages: TailForecast[] = [];
  for (const [pnl, model] of [
    [inputs.before, modelBefore],
    [inputs.corrected, modelBefore],
    [inputs.market, modelBefore],
    [inputs.after, modelBefore],
    [inputs.after, modelAfter],
  ] as const) {
    const stage = model.forecast(pnl, confidence);
    if (!isDefined(stage)) return stage;
    stages.push(stage);
  }
  const steps = VAR_CAUSES.map((cause, i) => ({
    cause,
    change: { var: stages[i + 1]!.var - stages[i]!.var, es: stages[i + 1]!.es - stages[i]!.es },
  }));
  return { before: stages[0]!, after: stages.at(-1)!, steps };
}

export const varChangeEntry: CatalogueEntry = {
  id: "var_change",
  label: "Change of VaR and ES by cause",
  unit: "P&L",
  definition: "corrected data, market, positions, model let in one after another; the steps add up to the change",
  source: "Jorion, Value at Risk, 3rd ed., ch. 7 (full revaluation, one cause at a time)",
  recommended: true,
};
