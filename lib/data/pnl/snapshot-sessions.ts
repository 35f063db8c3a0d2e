import { dayNumber, fromDayNumber, type IsoDate } from "../../core/index.js";
import { openCalendar, sessionDays } from "../calendars/index.js";
import type { Column } from "../columns/index.js";
import type { Snapshot } from "../store/index.js";
import { requireAsOf } from "./as-of.js";
import { calendarOf, type SessionOptions } from "./fill-sessions.js";

/**
 * The sessions of a book, oldest first: every session in which something was traded, by the calendars as
 * {@link fillsBySession} takes them, and every day on which what was traded has a price.
 * @throws RiskbookError `UNKNOWN_CALENDAR`; `BAD_DATE`
 */
export async function snapshotSessions(
  snapshot: Snapshot,
  asOf?: IsoDate,
  options: SessionOptions = {},
): Promise<IsoDate[]> {
  const last = asOf === undefined ? Number.POSITIVE_INFINITY : dayNumber(requireAsOf(asOf));
  const priced = await snapshot.columns("SELECT DISTINCT date FROM prices WHERE symbol IN (SELECT symbol FROM fills)");
  const days = new Set((priced.columns.date as Extract<Column, { type: "date" }>).values);
  for (const day of await tradedSessions(snapshot, options)) days.add(day);
  return Array.from(days)
    .filter(day => day <= last)
    .sort((a, b) => a - b)
    .map(fromDayNumber);
}

/** Sessions of all fills; no session begins within an hour of UTC, so that one time an hour tells it. */
async function tradedSessions(snapshot: Snapshot, options: SessionOptions): Promise<Set<number>> {
  const { rows, columns } = await snapshot.columns(
    `SELECT any_value(symbol) AS symbol, kind, coalesce(calendar, '') AS calendar, trade_date, date_trunc('hour', time) AS hour
    FROM fills JOIN instruments USING (symbol) GROUP BY ALL`,
  );
  const [symbol, kind, named] = ["symbol", "kind", "calendar"].map(name => {
    const { codes, dictionary } = columns[name] as Extract<Column, { type: "string" }>;
    return (row: number): string => dictionary[codes[row]!] ?? "";
  });
  const day = (columns.trade_date as Extract<Column, { type: "date" }>).values;
  const hour = (columns.hour as Extract<Column, { type: "timestamp" }>).values;
  const byCalendar = Map.groupBy(
    Array.from({ length: rows }, (_, row) => row),
    row => calendarOf(symbol!(row), named!(row), kind!(row), options),
  );
  const sessions = new Set<number>();
  for (const [calendar, own] of byCalendar) {
    const days = Int32Array.from(own, row => day[row]!);
    const times = Float64Array.from(own, row => hour[row]!);
    const told = calendar === "" ? days : sessionDays(times, days, openCalendar(calendar, "riskbook.yaml"));
    for (const session of told) sessions.add(session);
  }
  return sessions;
}
