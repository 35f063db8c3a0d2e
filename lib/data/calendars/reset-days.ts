import { clockTimes } from "./clock-times.js";
import { utcOf, type ZoneOffsets, zoneOffsets } from "./time-zone.js";

const DAY_MS = 86_400_000;

/** When a day begins by someone's own clock, such as 17:00 in Chicago. */
export interface DayReset {
  /** IANA zone. */
  readonly zone: string;
  /** Hours and minutes on its clock: `17:00`. */
  readonly time: string;
}

/**
 * The day that each time belongs to by a reset on a zone's clock, whatever daylight saving does to it. A day is called by the
 * date on which it ends: after 17:00 it is the next date's, with a reset at 00:00 the date itself.
 * @param timesMs milliseconds since 1970-01-01 UTC, ascending; a clock that is turned back begins no day a second time
 * @returns days since 1970-01-01
 */
export function resetDays(timesMs: Float64Array, { zone, time }: DayReset): Int32Array {
  const reset = clockMsOf(time);
  const ahead = reset === 0 ? 0 : 1;
  let latest = Number.NEGATIVE_INFINITY;
  return Int32Array.from(clockTimes(timesMs, zone), clock => {
    latest = Math.max(latest, Math.floor((clock - reset) / DAY_MS) + ahead);
    return latest;
  });
}

/** When days by a reset begin, in milliseconds UTC; where the clock skips that time, within the hour. */
export function resetTimes(days: ArrayLike<number>, { zone, time }: DayReset): Float64Array {
  if (days.length === 0) return new Float64Array(0);
  const reset = clockMsOf(time);
  const clocks = Float64Array.from(days, day => (reset === 0 ? day : day - 1) * DAY_MS + reset);
  const offsets: ZoneOffsets = zoneOffsets(zone, Math.min(...clocks) - DAY_MS, Math.max(...clocks) + DAY_MS);
  return clocks.map(clock => utcOf(clock, offsets));
}

function clockMsOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return (hours * 60 + minutes) * 60_000;
}
