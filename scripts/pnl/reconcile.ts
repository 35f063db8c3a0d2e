import { RiskbookError } from "../../lib/core/index.js";
import { type CostMethod, openSnapshot, reconcile } from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { storeOf } from "../store-of.js";
import { reconcileText } from "./reconcile-text.js";

interface Flags {
  readonly fills?: string;
  readonly method: CostMethod;
  readonly snapshot?: string;
  readonly asOf?: string;
  readonly json?: boolean;
}

/** `riskbook pnl --reconcile`: ends with 3 where our books and the source's disagree. */
export async function printReconciliation(flags: Flags, context: Context): Promise<void> {
  if (flags.fills !== undefined) {
    throw new RiskbookError("USAGE", "--reconcile works on the book's store: leave --fills out.", { exitCode: 2 });
  }
  const snapshot = await openSnapshot(storeOf(undefined, context), flags.snapshot);
  try {
    const found = await reconcile(snapshot, { method: flags.method, ...(flags.asOf && { asOf: flags.asOf }) });
    context.write(flags.json ? `${JSON.stringify({ snapshot: snapshot.number, ...found })}\n` : reconcileText(found));
    if (!found.agrees) context.exit(3);
  } finally {
    snapshot.close();
  }
}
