import { sqlText } from "../store/sql.js";

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const LAST_DAY_MS = Date.UTC(2100, 0, 1);

/**
 * SQL of what is wrong with a time that a zone's clock shows: `skipped` where the clock was put forward over it, `twice`
 * where it was put back and shows it again, null for every other time.
 * @param clock SQL of the time as the clock shows it; null where the source states the offset itself
 * @param utc SQL of the UTC timestamp that it was read as
 */
export function clockProblem(clock: string, utc: string, zone: string): string {
  const days = clockChangeDays(zone);
  if (days.length === 0) return "NULL::VARCHAR";
  const shown = (shift: string): string => `timezone(${sqlText(zone)}, timezone('UTC', ${utc}${shift})) = ${clock}`;
  const again = ["+ INTERVAL 1 HOUR", "- INTERVAL 1 HOUR", "+ INTERVAL 30 MINUTE", "- INTERVAL 30 MINUTE"].map(shown);
  // zones are slow to compute with: only the days around a change are looked at. A list, because IN becomes a join, which
  // does not keep the order of rows.
  return `CASE WHEN ${clock} IS NULL OR NOT list_contains([${days.map(day => `DATE '${day}'`).join(", ")}], ${clock}::DATE) THEN NULL
    WHEN NOT ${shown("")} THEN 'skipped' WHEN ${again.join(" OR ")} THEN 'twice' END`;
}

/** The days around each change of a zone's clock, from 1970 to 2100, as ISO dates. */
export function clockChangeDays(zone: string): string[] {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const offset = (ms: number): string =>
    format.formatToParts(ms).find(part => part.type === "timeZoneName")?.value ?? "";
  const days = new Set<string>();
  for (let week = 0; week < LAST_DAY_MS; week += WEEK_MS) {
    if (offset(week) === offset(week + WEEK_MS)) continue;
    for (let day = week; day < week + WEEK_MS; day += DAY_MS) {
      if (offset(day) === offset(day + DAY_MS)) continue;
      for (const near of [day - DAY_MS, day, day + DAY_MS]) days.add(new Date(near).toISOString().slice(0, 10));
    }
  }
  return [...days];
}
