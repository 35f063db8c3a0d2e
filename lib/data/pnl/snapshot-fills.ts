import { dayNumber, type IsoDate, RiskbookError } from "../../core/index.js";
import { FILL_COLUMNS, FILL_DETAILS, type FillColumns, readFills } from "../ingest/fill-columns.js";
import { type Snapshot, sqlText } from "../store/index.js";
import { snapshotActions } from "./actions.js";
import { upTo } from "./as-of.js";
import { pickFills } from "./currencies.js";
import { fillsBySession, type SessionOptions } from "./fill-sessions.js";
import { fillsAfterActions } from "./renames.js";

/** Which of a snapshot's fills are read, and what of them. */
export interface SnapshotFillsOptions extends SessionOptions {
  /** The last session whose fills are known; without it all are. */
  readonly asOf?: IsoDate;
  /** Only these accounts. */
  readonly accounts?: readonly string[];
  /** Tags, stops and orders too. */
  readonly details?: boolean;
}

/**
 * The fills of a snapshot by time, ties in the source's own order; `day` is their session, `symbol` the one that their
 * position has by now.
 * @throws RiskbookError `NO_INSTRUMENT` for a fill whose multiplier is not known; `UNKNOWN_CALENDAR`; `BAD_DATE`;
 * `RENAMED_MULTIPLIER`
 */
export async function snapshotFills(snapshot: Snapshot, options: SnapshotFillsOptions = {}): Promise<FillColumns> {
  await requireInstruments(snapshot);
  const source = await enumeratedSource(snapshot);
  const columns = options.details === true ? `${FILL_COLUMNS}, ${FILL_DETAILS}` : FILL_COLUMNS;
  const fills = await readFills(
    snapshot.connection,
    `SELECT ${columns} FROM (
      SELECT fills.*${source}, kind, multiplier FROM fills JOIN instruments USING (symbol) ${chosen(options)})
    ORDER BY time, sequence`,
  );
  const calendars = await calendarsOf(snapshot, fills.symbols);
  const told = options.calendar !== undefined || calendars.some(name => name !== "");
  const bySession = told ? fillsBySession(fills, calendars, options) : fills;
  return fillsAfterActions(fillsUpTo(bySession, options.asOf), await snapshotActions(snapshot, options.asOf));
}

function fillsUpTo(fills: FillColumns, asOf: IsoDate | undefined): FillColumns {
  if (asOf === undefined) return fills;
  const last = dayNumber(asOf);
  const rows = Int32Array.from(fills.day.keys()).filter(row => fills.day[row]! <= last);
  return rows.length === fills.n ? fills : pickFills(fills, rows);
}

/** A source in a zone ahead of its exchange's dates an evening a day late: what is too new by sessions is left out after. */
function chosen({ asOf, accounts }: SnapshotFillsOptions): string {
  const until = upTo("trade_date - 1", asOf);
  if (accounts === undefined) return until;
  const names = accounts.length === 0 ? "NULL" : accounts.map(sqlText).join(", ");
  return `${until === "" ? "WHERE" : `${until} AND`} account IN (${names})`;
}

/** Few files hold many fills: as codes their names are read at once, as texts a fill at a time. */
async function enumeratedSource(snapshot: Snapshot): Promise<string> {
  const rows = await snapshot.rows("SELECT DISTINCT source FROM fills WHERE source IS NOT NULL ORDER BY source");
  const names = rows.map(({ source }) => sqlText(String(source)));
  return names.length === 0 ? "" : ` REPLACE (source::ENUM (${names.join(", ")}) AS source)`;
}

/** The calendar that each symbol's instrument names; blank for none. */
async function calendarsOf(snapshot: Snapshot, symbols: readonly string[]): Promise<string[]> {
  const rows = await snapshot.rows("SELECT symbol, calendar FROM instruments WHERE calendar IS NOT NULL");
  const named = new Map(rows.map(({ symbol, calendar }) => [String(symbol), String(calendar)]));
  return symbols.map(symbol => named.get(symbol) ?? "");
}

async function requireInstruments(snapshot: Snapshot): Promise<void> {
  const missing = await snapshot.rows(
    "SELECT symbol FROM fills WHERE symbol NOT IN (SELECT symbol FROM instruments) GROUP BY symbol ORDER BY symbol LIMIT 5",
  );
  if (missing.length === 0) return;
  const names = missing.map(({ symbol }) => String(symbol)).join(", ");
  throw new RiskbookError(
    "NO_INSTRUMENT",
    `The multiplier of ${names} is not known, so its P&L cannot be worked out. Load it with "riskbook ingest instruments FILE".`,
  );
}
