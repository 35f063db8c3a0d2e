import { type ZoneOffsets, zoneOffsets } from "./time-zone.js";

/**
 * Times as a zone's clock shows them, in milliseconds since 1970 on that clock. The zone is asked once for all times.
 * @param timesMs milliseconds since 1970-01-01 UTC, in any order; fastest by time
 * @param timeZone IANA zone, such as America/New_York
 */
export function clockTimes(timesMs: Float64Array, timeZone: string): Float64Array {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of timesMs) {
    if (time < first) first = time;
    if (time > last) last = time;
  }
  if (timesMs.length === 0) return new Float64Array(0);
  const zone = zoneOffsets(timeZone, Math.floor(first / HOUR_MS) * HOUR_MS, last);
  let step = 0;
  return timesMs.map(time => {
    step = stepAt(zone, time, step);
    return time + zone.offsetsMs[step]!;
  });
}

const HOUR_MS = 3_600_000;

/** The step of a zone's clock that holds at a time, looked for from another one on. */
function stepAt({ fromMs }: ZoneOffsets, time: number, from: number): number {
  let step = from;
  while (step > 0 && fromMs[step]! > time) step--;
  while (step + 1 < fromMs.length && fromMs[step + 1]! <= time) step++;
  return step;
}
