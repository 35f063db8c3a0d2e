import { existsSync } from "node:fs";
import { type Book, type IsoDate, isIsoDate, RiskbookError } from "../lib/core/index.js";

/** What a run is about: the pinned snapshot and the day. */
export interface Subject {
  /** Null where the book has no store. */
  snapshot: { id: number; sha256: string } | null;
  asOf: IsoDate;
}

/**
 * Settles what a run is about: the snapshot that was asked for or the newest, and the last session on or before the day
 * that was asked for, so that Friday's figures never carry Sunday's date. A session is a day with fills, or with prices of
 * what was traded; where there are neither, a day with daily figures.
 * @param asked.snapshot `latest`, a label, a number or the beginning of an id
 * @throws RiskbookError `NO_SNAPSHOT`, `BAD_DATE`, `NO_AS_OF`
 */
export async function resolveSubject(
  book: Book,
  asked: { asOf?: IsoDate | undefined; snapshot?: string | undefined },
  now: () => Date,
): Promise<Subject> {
  if (asked.asOf !== undefined && !isIsoDate(asked.asOf)) {
    throw new RiskbookError(
      "BAD_DATE",
      `--as-of was "${asked.asOf}"; write it as YYYY-MM-DD, for example 2020-04-17.`,
      {
        exitCode: 2,
      },
    );
  }
  if (!existsSync(book.store) && asked.snapshot === undefined) {
    if (asked.asOf === undefined) throw noAsOf(book);
    return { snapshot: null, asOf: asked.asOf };
  }
  const { openSnapshot, openStore } = await import("../lib/data/index.js");
  const store = openStore(book.store, { now });
  const manifest = store.resolve(asked.snapshot ?? "latest");
  const snapshot = { id: manifest.number, sha256: manifest.id };
  const opened = await openSnapshot(store, String(manifest.number));
  try {
    const [row] = await opened.rows(lastDayUntil(asked.asOf ?? "infinity"));
    const day = row?.day ?? asked.asOf;
    if (typeof day !== "string" || !isIsoDate(day)) throw noAsOf(book);
    return { snapshot, asOf: day };
  } finally {
    opened.close();
  }
}

function lastDayUntil(day: IsoDate | "infinity"): string {
  const sessions =
    "SELECT trade_date AS day FROM fills UNION ALL SELECT date FROM prices WHERE symbol IN (SELECT symbol FROM fills)";
  return `SELECT strftime(coalesce(
    (SELECT max(day) FROM (${sessions}) WHERE day <= DATE '${day}'),
    (SELECT max(date) FROM daily WHERE date <= DATE '${day}')), '%Y-%m-%d') AS day`;
}

function noAsOf(book: Book): RiskbookError {
  return new RiskbookError(
    "NO_AS_OF",
    `${book.store} has no fills and no daily figures yet, so there is no newest day to report on. Load some with "riskbook ingest", or the demo firm's with "riskbook demo"; or name a day with --as-of.`,
    { exitCode: 2 },
  );
}
