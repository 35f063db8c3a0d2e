import { fromDayNumber, type IsoDate, type RiskbookError } from "../../core/index.js";
import type { Calendar } from "./calendar.js";
import { FIRST_DAY } from "./compile.js";
import { outOfRange } from "./sessions.js";

const DAY_MS = 86_400_000;
const FIRST_MS = FIRST_DAY * DAY_MS;

/**
 * The session that each time belongs to: what is traded after a session has rolled (17:00 in Chicago, 20:00 in New York)
 * belongs to the next one, over weekends and holidays, whatever the exchange's clock does that night.
 * @param timestampsMs milliseconds since 1970-01-01 UTC, in any order
 * @returns trade dates as days since 1970-01-01 (`fromDayNumber` writes them)
 * @throws RiskbookError `CALENDAR_RANGE` for a time before 1990, after the last session of 2030, or not a number
 */
export function tradeDates(timestampsMs: Float64Array, calendar: Calendar): Int32Array {
  const { sessions, rollsMs, firstFrom } = calendar;
  const endMs = rollsMs.at(-1)!;
  const dates = new Int32Array(timestampsMs.length);
  for (let i = 0; i < dates.length; i++) {
    const ms = timestampsMs[i]!;
    if (!(ms >= FIRST_MS && ms < endMs)) throw badTime(ms, i, calendar);
    // firstFrom begins a day early, so this is the first session from the day before: no zone is further from UTC
    let position = firstFrom[Math.floor(ms / DAY_MS) - FIRST_DAY]!;
    while (rollsMs[position]! <= ms) position++;
    dates[i] = sessions[position]!;
  }
  return dates;
}

/** The session that one time belongs to; as `tradeDates`. */
export function tradeDate(timestampMs: number, calendar: Calendar): IsoDate {
  return fromDayNumber(tradeDates(Float64Array.of(timestampMs), calendar)[0]!);
}

function badTime(ms: number, index: number, calendar: Calendar): RiskbookError {
  const date = new Date(ms);
  const time = Number.isNaN(date.getTime()) ? String(ms) : date.toISOString();
  return outOfRange(`the time ${time} at position ${index}`, calendar);
}
