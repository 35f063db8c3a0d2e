import type { IsoDate } from "../../core/index.js";
import { median } from "../../numeric/index.js";
import { type Snapshot, sqlText } from "../store/index.js";
import type { TableName } from "../tables/index.js";
import { type Judged, judgedOn } from "./judged.js";
import type { QualityOptions } from "./quality.js";

/** What is there of a table, session by session. */
export interface TableCoverage {
  readonly table: TableName;
  /** Share of what was to be there: 1 is all; null where nothing was. */
  readonly share: readonly (number | null)[];
}

/** How much an account traded, session by session. */
export interface AccountActivity {
  readonly account: string;
  readonly trader: string;
  /** Fills as a multiple of the account's median on days with any; 0 for none, null before its first. */
  readonly activity: readonly (number | null)[];
}

/** What is there of the last sessions. */
export interface Coverage {
  readonly dates: readonly IsoDate[];
  readonly tables: readonly TableCoverage[];
  readonly accounts: readonly AccountActivity[];
}

/** Of each table what is expected on its own: (who, day), and the calendar by whose sessions. */
const STATED: Partial<Record<TableName, string>> = {
  prices: "SELECT symbol AS who, date AS day, calendar FROM prices JOIN symbol_calendars USING (symbol)",
  bars: "SELECT DISTINCT symbol AS who, time::DATE AS day, calendar FROM bars JOIN symbol_calendars USING (symbol)",
  fx: "SELECT base || quote AS who, date AS day, firms.calendar FROM fx, FIRMS",
  daily: "SELECT account AS who, date AS day, firms.calendar FROM daily, FIRMS",
  balances: "SELECT account AS who, date AS day, firms.calendar FROM balances, FIRMS",
  positions: "SELECT DISTINCT 'any' AS who, date AS day, firms.calendar FROM positions, FIRMS",
  fills: "SELECT DISTINCT 'any' AS who, trade_date AS day, firms.calendar FROM fills, FIRMS",
};

/**
 * Which sessions the tables cover, and how much each account traded on them. What has a first and a last row is expected on
 * every session between, and up to the day where nothing of the table is newer; of fills and positions any row covers a
 * session.
 * @param sessions how many, up to the day
 * @throws RiskbookError `UNKNOWN_CALENDAR`, `CALENDAR_RANGE`
 */
export async function sessionCoverage(
  snapshot: Snapshot,
  { asOf, currency, calendar, config }: Pick<QualityOptions, "asOf" | "currency" | "calendar" | "config">,
  sessions: number,
): Promise<Coverage> {
  const judged = await judgedOn(snapshot, asOf, { currency, calendar, holdSessions: config.holdSessions });
  const days = await judged.rows(
    `SELECT strftime(day, '%Y-%m-%d') AS day FROM (SELECT day FROM sessions WHERE calendar = '${judged.calendar.name}'
      ORDER BY day DESC LIMIT ${Math.floor(sessions)}) ORDER BY day`,
  );
  const dates = days.map(({ day }) => String(day));
  const named = (Object.keys(STATED) as TableName[]).filter(table => judged.rowsOf(table) > 0);
  const tables: TableCoverage[] = [];
  for (const table of named) tables.push({ table, share: await shares(judged, STATED[table]!, dates) });
  return { dates, tables, accounts: await activities(judged, dates) };
}

async function shares(judged: Judged, stated: string, dates: readonly IsoDate[]): Promise<(number | null)[]> {
  const all = stated.replace("FIRMS", `(SELECT ${sqlText(judged.calendar.name)} AS calendar) AS firms`);
  const rows = await judged.rows(
    `SELECT strftime(day, '%Y-%m-%d') AS day, avg(there::INTEGER) AS share FROM (
      SELECT day, (who, day) IN (SELECT (who, day) FROM (${all})) AS there
      FROM (SELECT who, calendar, min(day) AS first, CASE WHEN max(day) = max(max(day)) OVER () THEN DATE ${sqlText(judged.asOf)} ELSE max(day) END AS last
          FROM (${all}) GROUP BY ALL)
        JOIN sessions USING (calendar) WHERE day BETWEEN first AND last) GROUP BY day`,
  );
  const byDay = new Map(rows.map(({ day, share }) => [String(day), Number(share)]));
  return dates.map(date => byDay.get(date) ?? null);
}

async function activities(judged: Judged, dates: readonly IsoDate[]): Promise<AccountActivity[]> {
  const rows = await judged.rows(
    `SELECT account, trader, strftime(day, '%Y-%m-%d') AS day, n::DOUBLE AS n
    FROM (SELECT account, trade_date AS day, count(*) AS n FROM fills GROUP BY ALL) JOIN accounts USING (account)
    ORDER BY account, day`,
  );
  const byAccount = Map.groupBy(rows, ({ account }) => String(account));
  return [...byAccount].map(([account, own]) => {
    const usual = median(Float64Array.from(own, ({ n }) => Number(n)));
    const fills = new Map(own.map(({ day, n }) => [String(day), Number(n)]));
    const first = String(own[0]!.day);
    const activity = dates.map(date => (date < first ? null : (fills.get(date) ?? 0) / usual));
    return { account, trader: String(own[0]!.trader), activity };
  });
}
