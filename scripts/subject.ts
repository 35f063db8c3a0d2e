import { existsSync } from "node:fs";
import { type Book, type IsoDate, isIsoDate, RiskbookError } from "../lib/core/index.js";

/** What a run is about: the pinned snapshot and the day. */
export interface Subject {
  /** Null where the book has no store. */
  snapshot: { id: number; sha256: string } | null;
  asOf: IsoDate;
}

/**
 * Settles what a run is about: the snapshot that was asked for or the newest, and the day that was asked for or the
 * last on which that snapshot has fills or daily figures.
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
  if (asked.asOf !== undefined) return { snapshot, asOf: asked.asOf };
  const opened = await openSnapshot(store, String(manifest.number));
  try {
    const [row] = await opened.rows(NEWEST_DAY);
    const day = row?.day;
    if (typeof day !== "string" || !isIsoDate(day)) throw noAsOf(book);
    return { snapshot, asOf: day };
  } finally {
    opened.close();
  }
}

const NEWEST_DAY =
  "SELECT strftime(max(day), '%Y-%m-%d') AS day FROM (SELECT max(date) AS day FROM daily UNION ALL SELECT max(trade_date) FROM fills)";

function noAsOf(book: Book): RiskbookError {
  return new RiskbookError(
    "NO_AS_OF",
    `${book.store} has no fills and no daily figures yet, so there is no newest day to report on. Load some with "riskbook ingest", or the demo firm's with "riskbook demo"; or name a day with --as-of.`,
    { exitCode: 2 },
  );
}
