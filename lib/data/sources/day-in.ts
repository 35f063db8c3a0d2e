import type { IsoDate } from "../../core/index.js";

/** The calendar day of a time in an IANA zone. */
export function dayIn(timeZone: string, time: Date): IsoDate {
  // Swedish dates are ISO dates
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(time);
}
