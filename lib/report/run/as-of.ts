import { type IsoDate, isIsoDate, RiskbookError } from "../../core/index.js";

/** When a day's figures are taken, by the clock of the firm. */
const CLOSE = "16:00";

/**
 * The time that is printed as "as of" for a day: the close at 16:00 by the firm's clock, in UTC, as ISO 8601.
 * @throws RiskbookError `BAD_DATE`
 */
export function asOfTime(date: IsoDate, timeZone: string): string {
  if (!isIsoDate(date)) {
    throw new RiskbookError("BAD_DATE", `"${date}" is not a date; write it as YYYY-MM-DD, for example 2020-04-17.`, {
      exitCode: 2,
    });
  }
  const asUtc = Date.parse(`${date}T${CLOSE}:00Z`);
  return new Date(asUtc - offsetMs(asUtc, timeZone)).toISOString().replace(".000Z", "Z");
}

/** How far a zone's clock is ahead of UTC; at 16:00 no zone changes its clock. */
function offsetMs(utcMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    ...({ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const),
  }).formatToParts(utcMs);
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find(found => found.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute")) - utcMs;
}
