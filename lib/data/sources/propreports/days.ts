import { type IsoDate, isIsoDate } from "../../../core/index.js";

/** A day written as 2020-04-17 or 4/17/2020, perhaps with a time behind it; null for a blank or anything else. */
export function isoDay(text: string): IsoDate | null {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s|$)/.exec(text);
  const day = american
    ? `${american[3]}-${american[1]!.padStart(2, "0")}-${american[2]!.padStart(2, "0")}`
    : text.slice(0, 10);
  return isIsoDate(day) ? day : null;
}
