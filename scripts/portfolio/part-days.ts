import { type IsoDate, isIsoDate, openBook, RiskbookError } from "../../lib/core/index.js";
import type { PnlDimension } from "../../lib/data/index.js";
import type { PartDay } from "../../lib/risk/index.js";
import type { Context } from "../context.js";
import { storeOf } from "../store-of.js";

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
  if (asOf !== undefined && !isIsoDate(asOf)) {
    throw new RiskbookError("BAD_DATE", `--as-of was "${asOf}"; write it as YYYY-MM-DD, for example 2020-04-17.`, {
      exitCode: 2,
    });
  }
  const { openSnapshot, pnlBy } = await import("../../lib/data/index.js");
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
      source: `snapshot ${snapshot.number} (${snapshot.id.slice(0, 12)})`,
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
