import type { Calendar } from "./calendar.js";
import { FIRST_DAY, LAST_DAY } from "./compile.js";
import { tradeDates } from "./trade-dates.js";

/**
 * The session that each trade belongs to. Where sessions open on an evening, as on CME, the time of the trade tells it; on
 * other exchanges the trade date of its source does, and one without a session counts for the next. A day that the
 * calendars do not cover stays what it is.
 * @param timesMs milliseconds since 1970-01-01 UTC
 * @param days trade dates by the source, as days since 1970-01-01
 * @returns sessions as days since 1970-01-01
 */
export function sessionDays(timesMs: Float64Array, days: Int32Array, calendar: Calendar): Int32Array {
  const covered = Int32Array.from(days.keys()).filter(i => days[i]! > FIRST_DAY && days[i]! < LAST_DAY);
  const sessions = Int32Array.from(days);
  if (opensOnEve(calendar)) {
    const dates = tradeDates(
      Float64Array.from(covered, i => timesMs[i]!),
      calendar,
    );
    covered.forEach((i, at) => {
      sessions[i] = dates[at]!;
    });
    return sessions;
  }
  for (const i of covered) {
    const position = calendar.firstFrom[days[i]! - FIRST_DAY + 1]!;
    sessions[i] = calendar.sessions[position] ?? days[i]!;
  }
  return sessions;
}

/** Says whether an exchange's sessions open before midnight on its clock: what is traded in the evening is tomorrow's. */
function opensOnEve({ sessions, opensMs }: Calendar): boolean {
  return opensMs.at(-1)! < sessions.at(-1)! * 86_400_000;
}
