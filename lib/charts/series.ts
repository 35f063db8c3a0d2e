import { isIsoDate, RiskbookError } from "../core/index.js";

/** Days and their figures, in order of time. */
export interface DatedSeries {
  /** `YYYY-MM-DD`, ascending. */
  dates: readonly string[];
}

/**
 * Checks that a chart's figures are there, of the dates' length, and finite.
 * @throws RiskbookError `BAD_CHART_DATA` naming the chart, the series and the first wrong row
 */
export function checkSeries(
  chart: string,
  dates: readonly string[],
  series: Readonly<Record<string, ArrayLike<number | null>>>,
): void {
  const fail = (text: string): never => {
    throw new RiskbookError("BAD_CHART_DATA", `${chart}: ${text}`);
  };
  if (dates.length === 0) fail("there is no day to draw.");
  const wrong = dates.findIndex((date, index) => !isIsoDate(date) || (index > 0 && date <= dates[index - 1]!));
  if (wrong >= 0) fail(`dates[${wrong}] is "${dates[wrong]}"; expected ascending days as YYYY-MM-DD, each once.`);
  for (const [name, values] of Object.entries(series)) {
    if (values.length !== dates.length) fail(`${name} has ${values.length} values for ${dates.length} days.`);
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value !== null && !Number.isFinite(value))
        fail(`${name} on ${dates[i]} is ${value}; expected a finite number or null.`);
    }
  }
}

/**
 * Checks rows of one label and figures each.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function checkRows(chart: string, rows: readonly { label: string }[], figures: readonly string[]): void {
  if (rows.length === 0) throw new RiskbookError("BAD_CHART_DATA", `${chart}: there is no row to draw.`);
  rows.forEach((row, index) => {
    for (const key of figures) {
      const value = (row as unknown as Record<string, unknown>)[key];
      if (typeof value === "number" && Number.isFinite(value)) continue;
      throw new RiskbookError(
        "BAD_CHART_DATA",
        `${chart}: ${key} of row ${index + 1}, "${row.label}", is ${value}; expected a finite number.`,
      );
    }
  });
}

/** The day as Plot's time scale takes it. */
export function utc(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** The months' names, short. */
export const MONTH_NAMES: readonly string[] = MONTHS;

/** A day in words: `16 Mar 2020`. */
export function dayText(date: string): string {
  return `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;
}

/** `1 day`, `2,000 days`; an irregular plural is given. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? noun : plural}`;
}
