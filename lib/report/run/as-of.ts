import { BOOK_FILE, type BookConfig, type IsoDate, isIsoDate, RiskbookError } from "../../core/index.js";
import { isCovered, isSession, openCalendar, sessionClose } from "../../data/index.js";

/** When the figures of a day without a session are taken, by the clock of the firm. */
const CLOSE = "16:00";

/**
 * The time that is printed as "as of" for a day, in UTC as ISO 8601: the close of its session by the firm's calendar, half
 * days included; on a day without one, and before 1990 or after 2030, 16:00 by the firm's clock.
 * @throws RiskbookError `BAD_DATE`, `UNKNOWN_CALENDAR`
 */
export function asOfTime(date: IsoDate, { calendar, timeZone }: Pick<BookConfig, "calendar" | "timeZone">): string {
  if (!isIsoDate(date)) {
    throw new RiskbookError("BAD_DATE", `"${date}" is not a date; write it as YYYY-MM-DD, for example 2020-04-17.`, {
      exitCode: 2,
    });
  }
  const sessions = openCalendar(calendar, BOOK_FILE);
  const isTraded = isCovered(date) && isSession(date, sessions);
  const closeMs = isTraded ? sessionClose(date, sessions) : firmsClose(date, timeZone);
  return new Date(closeMs).toISOString().replace(".000Z", "Z");
}

function firmsClose(date: IsoDate, timeZone: string): number {
  const asUtc = Date.parse(`${date}T${CLOSE}:00Z`);
  return asUtc - offsetMs(asUtc, timeZone);
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
