const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Times as a zone's clock shows them, in milliseconds since 1970 on that clock. A zone is asked once for each day of UTC,
 * and once an hour on the days that begin and end with different offsets.
 */
export function localTimes(times: Float64Array, timeZone: string): Float64Array {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const offsets = new Map<number, number>();
  const offsetAt = (moment: number): number => {
    const known = offsets.get(moment) ?? readOffset(format, moment);
    offsets.set(moment, known);
    return known;
  };
  return times.map(time => {
    const midnight = Math.floor(time / DAY_MS) * DAY_MS;
    const offset = offsetAt(midnight);
    return time + (offset === offsetAt(midnight + DAY_MS) ? offset : offsetAt(Math.floor(time / HOUR_MS) * HOUR_MS));
  });
}

function readOffset(format: Intl.DateTimeFormat, moment: number): number {
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!) - moment;
}
