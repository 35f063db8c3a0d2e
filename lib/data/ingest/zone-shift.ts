import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText } from "../store/sql.js";

/** Between these years a zone's shifts are looked up; times outside of them are converted one by one. */
const FIRST_DAY = "1990-01-01";
const LAST_DAY = "2050-01-01";

/** Days in a row on which a zone is the same time apart from UTC. */
export interface SteadyDays {
  /** ISO dates, the second one is the day after the last. */
  readonly from: string;
  readonly until: string;
  /** What a clock of the zone is ahead of UTC. */
  readonly aheadSeconds: number;
}

/**
 * When a zone's clock is not changed, by the same tables that DuckDB converts with. The days next to a change are left out,
 * so that on a steady day every time that a clock shows is shown once and is that much apart from UTC.
 */
export async function steadyDays(connection: DuckDBConnection, zone: string): Promise<SteadyDays[]> {
  const reader = await connection.runAndReadAll(`
    WITH days AS (
      SELECT day, epoch(timezone(${sqlText(zone)}, timezone('UTC', day)))::BIGINT - epoch(day)::BIGINT AS ahead
      FROM range(TIMESTAMP '${FIRST_DAY}', TIMESTAMP '${LAST_DAY}', INTERVAL 1 DAY) AS days(day)),
    neighbours AS (
      SELECT *, lag(ahead) OVER (ORDER BY day) AS before, lead(ahead) OVER (ORDER BY day) AS next,
        lead(ahead, 2) OVER (ORDER BY day) AS after FROM days),
    runs AS (
      SELECT *, day - row_number() OVER (ORDER BY day) * INTERVAL 1 DAY AS run
      FROM neighbours WHERE before = ahead AND next = ahead AND after = ahead)
    SELECT min(day)::DATE::VARCHAR, (max(day)::DATE + 1)::VARCHAR, min(ahead)::INTEGER FROM runs GROUP BY run ORDER BY 1`);
  const rows = reader.getRows() as [string, string, number][];
  return rows.map(([from, until, aheadSeconds]) => ({ from, until, aheadSeconds }));
}

/**
 * SQL of how many seconds a zone's clock is ahead of UTC when it shows a time; null next to a change and outside the years
 * that are looked up. Converting a time by its zone costs ten times as much.
 * @param clock SQL of the time as the clock shows it
 */
export function aheadOf(clock: string, days: readonly SteadyDays[]): string {
  const [middle] = days.slice(days.length >> 1);
  if (middle === undefined) return "NULL::INTEGER";
  const before = aheadOf(clock, days.slice(0, days.length >> 1));
  const after = aheadOf(clock, days.slice((days.length >> 1) + 1));
  return `CASE WHEN ${clock} < TIMESTAMP '${middle.from}' THEN ${before}
    WHEN ${clock} < TIMESTAMP '${middle.until}' THEN ${middle.aheadSeconds} ELSE ${after} END`;
}
