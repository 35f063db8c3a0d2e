import { type IsoDate, openBook, RiskbookError } from "../lib/core/index.js";
import {
  explainVarChange,
  type HypotheticalPnl,
  hypotheticalBy,
  isDefined,
  type VarChange,
  varModel,
} from "../lib/risk/index.js";
import type { Context } from "./context.js";
import { storeOf } from "./store-of.js";
import { moneyText, textTable } from "./text-table.js";

interface Asked {
  readonly asOf?: IsoDate;
  readonly snapshot?: string;
  /** The snapshot that yesterday's figure was made from; without it nothing is said of corrections. */
  readonly before?: string;
  readonly method: string;
  readonly confidence: number;
  readonly window: number;
}

/** Why VaR and ES of the positions held are not yesterday's. */
export interface VarExplanation extends VarChange {
  readonly method: string;
  readonly confidence: number;
  readonly window: number;
  readonly currency: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** False where corrections could not be told from the market, for want of yesterday's snapshot. */
  readonly correctionsSeen: boolean;
  readonly leftOut: readonly string[];
}

/**
 * Explains the change of hypothetical VaR and ES between the last two sessions: corrected data, the market, positions.
 * @throws RiskbookError `NO_EXPLANATION` where there is no session before, or no figure at some stage
 */
export async function explainVar(asked: Asked, context: Context): Promise<VarExplanation> {
  const { bookPnl, openSnapshot } = await import("../lib/data/index.js");
  const { bookHypothetical } = await import("../lib/notebook/index.js");
  const { config } = openBook(context.cwd);
  const { asOf, confidence, window, method, before } = asked;
  const given = { currency: config.currency, calendar: config.calendar };
  const store = storeOf(undefined, context);
  const snapshot = await openSnapshot(store, asked.snapshot);
  const older = before === undefined ? snapshot : await openSnapshot(store, before);
  try {
    const pnl = await bookPnl(snapshot, { ...given, ...(asOf && { asOf }) });
    const [from, to] = pnl.dates.slice(-2) as [IsoDate, IsoDate | undefined];
    if (to === undefined)
      throw new RiskbookError(
        "NO_EXPLANATION",
        "There is no session before the last one: there is no change to explain.",
      );
    const olderPnl = older === snapshot ? pnl : await bookPnl(older, { ...given, asOf: from });
    const stages = {
      before: await bookHypothetical(older, config, olderPnl, { sessions: window, positionsOf: from }),
      corrected: await bookHypothetical(snapshot, config, pnl, { sessions: window, positionsOf: from }),
      market: await bookHypothetical(snapshot, config, pnl, { sessions: window, positionsOf: from, historyTo: to }),
      after: await bookHypothetical(snapshot, config, pnl, { sessions: window }),
    };
    const model = varModel(method);
    const change = explainVarChange(
      {
        before: whole(stages.before),
        corrected: whole(stages.corrected),
        market: whole(stages.market),
        after: whole(stages.after),
        modelBefore: model,
        modelAfter: model,
      },
      confidence,
    );
    if (!isDefined(change))
      throw new RiskbookError("NO_EXPLANATION", `VaR is not defined at some stage: ${change.reason}.`);
    const leftOut = [...new Set(Object.values(stages).flatMap(stage => stage.leftOut.map(({ reason }) => reason)))];
    return {
      ...change,
      method: model.id,
      confidence,
      window,
      currency: config.currency,
      from,
      to,
      correctionsSeen: older !== snapshot,
      leftOut,
    };
  } finally {
    snapshot.close();
    if (older !== snapshot) older.close();
  }
}

function whole(found: HypotheticalPnl): Float64Array {
  return hypotheticalBy(found, () => "whole")[0]?.pnl ?? new Float64Array(found.days.length);
}

/** The explanation for people. */
export function explanationText({
  method,
  confidence,
  currency,
  from,
  to,
  before,
  after,
  steps,
  correctionsSeen,
  leftOut,
}: VarExplanation): string {
  const rows = [
    [`${from}`, moneyText(before.var), moneyText(before.es)],
    ...steps.map(({ cause, change }) => [cause, moneyText(change.var), moneyText(change.es)]),
  ];
  return [
    `Hypothetical VaR and ES ${Number((100 * confidence).toFixed(2))}%, ${method}, in ${currency}: from ${from} to ${to}`,
    "",
    textTable(["", "VaR", "ES"], rows, 1, [[`${to}`, moneyText(after.var), moneyText(after.es)]]),
    ...(correctionsSeen ? [] : ["Corrections are not told apart: name the snapshot of the day before with --before."]),
    ...leftOut.map(reason => `Left out: ${reason}.`),
  ]
    .join("\n")
    .concat("\n");
}
