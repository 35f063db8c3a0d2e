import { type IsoDate, openBook } from "../lib/core/index.js";
import type { PnlDimension } from "../lib/data/index.js";
import type { PartDay } from "../lib/risk/index.js";
import type { Context } from "./context.js";
import { requireAsOf } from "./options.js";
import { snapshotName, storeOf } from "./store-of.js";

/** Each part's P&L on each session, in the book's currency. */
export interface PartDays {
  readonly source: string;
  /** Realised where a position could not be priced. */
  readonly kind: "actual" | "realised";
  readonly currency: string;
  readonly rows: readonly PartDay[];
}

/**
 * The book's P&L by part and session.
 * @throws RiskbookError `BAD_DATE`, `NO_SNAPSHOT`, `NO_FILLS`
 */
export async function partDays(
  { by, asOf, snapshot: name }: { by: PnlDimension; asOf?: IsoDate; snapshot?: string },
  context: Context,
): Promise<PartDays> {
  requireAsOf(asOf);
  const { openSnapshot, pnlBy } = await import("../lib/data/index.js");
  const { currency, calendar, timeZone } = openBook(context.cwd).config;
  const snapshot = await openSnapshot(storeOf(undefined, context), name);
  try {
    const options = {
      by: [by, "day"] as const,
      in: currency,
      through: currency,
      calendar,
      timeZone,
      ...(asOf && { asOf }),
    };
    const found = await pnlBy(snapshot, options);
    const kind = found.actualReason === null ? "actual" : "realised";
    return {
      source: snapshotName(snapshot),
      kind,
      currency,
      rows: found
        .rows()
        .map(row => ({ part: row[by] ?? "none", day: row.day!, pnl: kind === "actual" ? row.actual! : row.net })),
    };
  } finally {
    snapshot.close();
  }
}
