import { dayNumber, type IsoDate, RiskbookError } from "../../core/index.js";
import { type Snapshot, snapshotSessions } from "../../data/index.js";

/**
 * The last session on or before a day on which anything was traded; the last of all when no day is given.
 * @throws RiskbookError `NO_FILLS` for an empty store, `BAD_DATE` for a day before the first fill
 */
export async function lastSession(snapshot: Snapshot, asOf?: string, calendar?: string): Promise<IsoDate> {
  const [found] = await snapshot.rows("SELECT strftime(min(trade_date), '%Y-%m-%d') AS first FROM fills");
  if (typeof found?.first !== "string") {
    throw new RiskbookError(
      "NO_FILLS",
      `Snapshot ${snapshot.number} has no fills. Load some with "riskbook ingest", or "riskbook demo".`,
    );
  }
  const until = asOf === undefined || asOf === "" ? undefined : isoDate(asOf);
  const last = (await snapshotSessions(snapshot, until, calendar === undefined ? {} : { calendar })).at(-1);
  if (last !== undefined && last >= found.first) return last;
  throw new RiskbookError(
    "BAD_DATE",
    `There is nothing to report as of ${asOf}: the first fill is of ${found.first}.`,
    { exitCode: 2 },
  );
}

/** Says whether any account or instrument that was traded is made up. */
export async function isSimulated(snapshot: Snapshot): Promise<boolean> {
  const [found] = await snapshot.rows(
    `SELECT coalesce((SELECT bool_or(simulated) FROM accounts), false)
      OR coalesce((SELECT bool_or(simulated) FROM instruments WHERE symbol IN (SELECT symbol FROM fills)), false) AS simulated`,
  );
  return found?.simulated === true;
}

function isoDate(text: string): IsoDate {
  const date = text.slice(0, 10);
  dayNumber(date); // refuses what is no date
  return date;
}
