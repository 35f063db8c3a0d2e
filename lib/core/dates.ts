import { RiskbookError } from "./failure.js";

/** A calendar day as `YYYY-MM-DD`. */
export type IsoDate = string;

const DAY_MS = 86_400_000;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Says whether `text` is a day that exists, written `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  if (!ISO_DATE.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** Days since 1970-01-01 of an ISO date; throws `BAD_DATE` for anything else. */
export function dayNumber(date: IsoDate): number {
  if (!isIsoDate(date)) {
    throw new RiskbookError("BAD_DATE", `"${date}" is not a date; write it as YYYY-MM-DD, for example 2020-04-17.`);
  }
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** The ISO date of a number of days since 1970-01-01. */
export function fromDayNumber(day: number): IsoDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The ISO date `days` later (earlier when negative). */
export function addDays(date: IsoDate, days: number): IsoDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** The UTC day of a time in milliseconds. */
export function utcDate(timestampMs: number): IsoDate {
  return new Date(timestampMs).toISOString().slice(0, 10);
}

/** Says whether `name` is a time zone that this machine's time zone data knows, such as `America/New_York`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
