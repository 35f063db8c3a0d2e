import { dayNumber, type IsoDate } from "../../core/index.js";
import { type Calendar, sessionsBetween } from "../calendars/index.js";
import { sqlText } from "../store/index.js";

/** SQL of the sessions of some calendars from a day to a day: calendar, day, opens, closes (UTC). */
export function sessionRows(calendars: readonly Calendar[], from: IsoDate, to: IsoDate): string {
  return calendars.map(calendar => rowsOf(calendar, from, to)).join(" UNION ALL ");
}

function rowsOf(calendar: Calendar, from: IsoDate, to: IsoDate): string {
  const days = sessionsBetween(from, to, calendar).map(dayNumber);
  const at = calendar.sessions.indexOf(days[0] ?? 0);
  const times = (column: Float64Array): string => Array.from(column.subarray(at, at + days.length)).join(", ");
  const list = (values: string, type: string): string => `unnest([${values}]::${type}[])`;
  return `SELECT ${sqlText(calendar.name)} AS calendar, DATE '1970-01-01' + day AS day, epoch_ms(opens) AS opens,
    epoch_ms(closes) AS closes FROM (SELECT ${list(days.join(", "), "INTEGER")} AS day,
    ${list(times(calendar.opensMs), "BIGINT")} AS opens, ${list(times(calendar.closesMs), "BIGINT")} AS closes)`;
}
