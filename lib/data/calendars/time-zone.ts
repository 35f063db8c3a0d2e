const HOUR_MS = 3_600_000;
/** No zone of an exchange here changes its clock twice within four weeks. */
const STEP_MS = 28 * 24 * HOUR_MS;

/** How far a zone's clock is ahead of UTC, as steps: `offsetsMs[i]` holds from `fromMs[i]` on. */
export interface ZoneOffsets {
  readonly fromMs: readonly number[];
  readonly offsetsMs: readonly number[];
}

/** Every change of a zone's clock between two times, found to the hour in the machine's own time zone data. */
export function zoneOffsets(timeZone: string, firstMs: number, lastMs: number): ZoneOffsets {
  const offsetAt = offsetReader(timeZone);
  const fromMs = [firstMs];
  const offsetsMs = [offsetAt(firstMs)];
  for (let ms = firstMs; ms < lastMs; ms += STEP_MS) {
    const offset = offsetAt(ms + STEP_MS);
    if (offset === offsetsMs.at(-1)) continue;
    fromMs.push(changeBetween(ms, ms + STEP_MS, offsetAt));
    offsetsMs.push(offset);
  }
  return { fromMs, offsetsMs };
}

/** The time in UTC of a reading of the zone's clock; both in milliseconds. Not for the hours that a clock skips or repeats. */
export function utcOf(clockMs: number, zone: ZoneOffsets): number {
  const nearly = clockMs - offsetIn(zone, clockMs);
  return clockMs - offsetIn(zone, nearly);
}

function offsetIn({ fromMs, offsetsMs }: ZoneOffsets, utcMs: number): number {
  let [low, high] = [0, fromMs.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (fromMs[middle]! <= utcMs) low = middle;
    else high = middle;
  }
  return offsetsMs[low]!;
}

function changeBetween(before: number, after: number, offsetAt: (utcMs: number) => number): number {
  const old = offsetAt(before);
  let [low, high] = [before, after];
  while (high - low > HOUR_MS) {
    const middle = low + Math.floor((high - low) / HOUR_MS / 2) * HOUR_MS;
    if (offsetAt(middle) === old) low = middle;
    else high = middle;
  }
  return high;
}

function offsetReader(timeZone: string): (utcMs: number) => number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset", year: "numeric" });
  return utcMs => {
    const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(format.format(utcMs)) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  };
}
