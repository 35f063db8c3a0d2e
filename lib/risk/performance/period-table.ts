import type { IsoDate } from "../../core/index.js";
import { requireDates } from "../definition.js";
import { type Series, sampleOf } from "../sample.js";

/** What a month or year brought. */
export interface PeriodRow {
  /** `2020` or `2020-04`. */
  readonly period: string;
  /** Compounded for returns, the sum for money. */
  readonly value: number;
  /** Observations in it. */
  readonly n: number;
  readonly best: number;
  readonly worst: number;
}

/**
 * Returns or P&L by calendar month or year. The first and the last period may be incomplete; n says how many days they have.
 * @param series in time order; @param dates one ISO date for each
 * @param options.by `month` or `year`; @param options.unit `fraction` compounds, a currency adds up
 * @throws `LENGTH_MISMATCH`, `NOT_FINITE`
 */
export function periodTable(
  series: Series,
  dates: readonly IsoDate[],
  options: { by: "month" | "year"; unit: string },
): PeriodRow[] {
  const { values, n } = sampleOf(series);
  requireDates(dates, n);
  const length = options.by === "month" ? 7 : 4;
  const rows: PeriodRow[] = [];
  for (let i = 0; i < n; i++) {
    const period = dates[i]!.slice(0, length);
    const value = values[i]!;
    const last = rows.at(-1);
    if (last?.period !== period) {
      rows.push({ period, value, n: 1, best: value, worst: value });
      continue;
    }
    rows[rows.length - 1] = {
      period,
      value: options.unit === "fraction" ? (1 + last.value) * (1 + value) - 1 : last.value + value,
      n: last.n + 1,
      best: Math.max(last.best, value),
      worst: Math.min(last.worst, value),
    };
  }
  return rows;
}
