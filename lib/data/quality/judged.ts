import { dayNumber, fromDayNumber, type IsoDate } from "../../core/index.js";
import {
  type Calendar,
  isCalendarName,
  isCovered,
  openCalendar,
  previousSession,
  sessionsBetween,
} from "../calendars/index.js";
import { type Columns, readColumns } from "../columns/index.js";
import { type Reconciliation, reconcile } from "../pnl/reconcile.js";
import { type Snapshot, sqlName, sqlText } from "../store/index.js";
import { TABLES, type TableName } from "../tables/index.js";
import { sessionRows } from "./session-rows.js";

/** What is said of the firm that the data is of. */
export interface JudgedFirm {
  /** ISO 4217, of its reports. */
  readonly currency: string;
  /** Whose sessions its data has, unless an instrument names another calendar. */
  readonly calendar: string;
  /** Findings of this many sessions up to the day can hold; what is older warns. */
  readonly holdSessions: number;
}

/** A snapshot as it stood on a day, for rules to look at. Nothing after that day is seen. */
export interface Judged {
  readonly asOf: IsoDate;
  readonly currency: string;
  readonly calendar: Calendar;
  /** The first day whose findings hold. */
  readonly holdFrom: IsoDate;
  /** How many rows a table has up to the day. */
  rowsOf(table: TableName): number;
  /**
   * Runs a query over the tables up to the day and over `sessions` (calendar, day, opens, closes), `symbol_calendars`
   * (symbol, calendar; null for what trades at all times of the week) and `owners` (account, trader, from_date, until).
   */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  columns(sql: string): Promise<Columns>;
  /** Our books against the source's, worked out when first asked for. */
  reconciliation(): Promise<Reconciliation>;
}

/** The column of a table that says from which day on a row is known; tables without one are seen as a whole. */
export const DAY_OF: Partial<Record<TableName, string>> = {
  fills: "trade_date",
  prices: "date",
  bars: "time::DATE",
  fx: "date",
  indicators: "released",
  daily: "date",
  positions: "date",
  cash: "date",
  balances: "date",
  balance_sheet: "date",
  assignments: "from_date",
  limits: "from_date",
  corrections: "trade_date",
};

/**
 * Prepares a snapshot for being judged.
 * @throws RiskbookError `UNKNOWN_CALENDAR`, `CALENDAR_RANGE`
 */
export async function judgedOn(snapshot: Snapshot, asOf: IsoDate, firm: JudgedFirm): Promise<Judged> {
  const calendar = openCalendar(firm.calendar, "riskbook.yaml");
  const tables = tablesUntil(asOf);
  const counts = await snapshot.rows(
    `WITH ${tables} ${TABLES.map(table => `SELECT ${sqlText(table)} AS name, count(*)::DOUBLE AS n FROM ${sqlName(table)}`).join(" UNION ALL ")}`,
  );
  const rowCounts = new Map(counts.map(({ name, n }) => [name, Number(n)]));
  const sessions = await sessionsOf(snapshot, tables, calendar, asOf);
  const derived = `${tables}, ${symbolCalendars(firm.calendar)}, ${OWNERS}`;
  const whole = (sql: string): string =>
    `WITH ${derived}${/\bsessions\b/.test(sql) ? `, ${sessions}` : ""} SELECT * FROM (${sql})`;
  let reconciled: Promise<Reconciliation> | undefined;
  return {
    asOf,
    currency: firm.currency,
    calendar,
    holdFrom: firstHolding(asOf, calendar, firm.holdSessions),
    rowsOf: table => rowCounts.get(table) ?? 0,
    rows: sql => snapshot.rows(whole(sql)),
    columns: sql => readColumns(snapshot.connection, whole(sql)),
    reconciliation: () => (reconciled ??= reconcile(snapshot, { asOf })),
  };
}

function tablesUntil(asOf: IsoDate): string {
  return TABLES.map(table => {
    const day = DAY_OF[table];
    const until = day === undefined ? "" : ` WHERE ${day} <= DATE ${sqlText(asOf)}`;
    return `${sqlName(table)} AS NOT MATERIALIZED (SELECT * FROM main.${sqlName(table)}${until})`;
  }).join(", ");
}

/** Currencies trade all week but not by sessions, so nothing can be missing; for crypto every day is one. */
function symbolCalendars(firms: string): string {
  return `symbol_calendars AS NOT MATERIALIZED (SELECT symbol, kind, CASE WHEN calendar IS NOT NULL THEN calendar
    WHEN kind = 'crypto' THEN '24/7' WHEN kind = 'fx' THEN NULL ELSE ${sqlText(firms)} END AS calendar FROM main.instruments)`;
}

/** Whose an account is from day to day: by assignments, and before the first of them as the account says. */
const OWNERS = `owners AS NOT MATERIALIZED (
  SELECT account, trader, from_date, lead(from_date, 1, DATE '9999-12-31') OVER (PARTITION BY account ORDER BY from_date) AS until
    FROM main.assignments
  UNION ALL SELECT account, trader, DATE '0001-01-01', coalesce(first, DATE '9999-12-31') FROM main.accounts
    LEFT JOIN (SELECT account, min(from_date) AS first FROM main.assignments GROUP BY account) USING (account))`;

async function sessionsOf(snapshot: Snapshot, tables: string, own: Calendar, asOf: IsoDate): Promise<string> {
  const dated = ["fills", "prices", "bars", "fx", "daily", "positions", "balances"] as const;
  const firsts = dated.map(table => `SELECT min(${DAY_OF[table]}) AS day FROM ${table}`).join(" UNION ALL ");
  const [span] = await snapshot.rows(`WITH ${tables} SELECT strftime(min(day), '%Y-%m-%d') AS first FROM (${firsts})`);
  const named = await snapshot.rows("SELECT DISTINCT calendar FROM instruments WHERE calendar IS NOT NULL");
  const crypto = await snapshot.rows("SELECT 1 FROM instruments WHERE kind = 'crypto' LIMIT 1");
  const names = new Set([
    own.name,
    ...named.map(({ calendar }) => String(calendar)).filter(isCalendarName),
    ...(crypto.length > 0 ? (["24/7"] as const) : []),
  ]);
  const first = typeof span?.first === "string" && isCovered(span.first) ? span.first : asOf;
  const calendars = [...names].sort().map(name => (name === own.name ? own : openCalendar(name)));
  return `sessions AS MATERIALIZED (${sessionRows(calendars, first, asOf)})`;
}

function firstHolding(asOf: IsoDate, calendar: Calendar, sessions: number): IsoDate {
  const earliest = fromDayNumber(dayNumber(asOf) - 2 * sessions - 14);
  if (!isCovered(asOf) || !isCovered(earliest)) return earliest;
  const last = sessionsBetween(earliest, asOf, calendar).slice(-Math.max(1, sessions));
  return last[0] ?? previousSession(asOf, calendar);
}
