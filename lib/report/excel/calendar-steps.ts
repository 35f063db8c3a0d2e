/** How often a calendar axis is labelled, and how. */
export interface CalendarSteps {
  every: number;
  unit: "days" | "months" | "years";
  formatCode: string;
}

/**
 * Labels of a calendar axis by the days that it spans: at most about a dozen.
 * @param serials days as Excel counts them; anything else is passed over
 */
export function calendarSteps(serials: readonly (string | number | null)[]): CalendarSteps {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const serial of serials) {
    if (typeof serial !== "number") continue;
    first = Math.min(first, serial);
    last = Math.max(last, serial);
  }
  const span = last - first;
  if (!(span > 14)) return { every: 1, unit: "days", formatCode: "d mmm" };
  if (span <= 90) return { every: 7, unit: "days", formatCode: "d mmm" };
  if (span <= 400) return { every: 1, unit: "months", formatCode: "mmm yy" };
  if (span <= 1_200) return { every: 3, unit: "months", formatCode: "mmm yy" };
  return { every: Math.max(1, Math.round(span / 3_650)), unit: "years", formatCode: "yyyy" };
}
