import { type Column, type Format, formatValue } from "../../document/index.js";
import { type Figure, type Interval, isDefined } from "../../risk/index.js";
import type { TypedCells } from "./column-cells.js";

/** Between which values a figure lies with a confidence, such as a bootstrap interval; or why that cannot be said. */
export type KnownTo = Figure<Pick<Interval, "low" | "high" | "confidence">>;

/** The line below a figure, in the figure's own format: `95% interval 0.2 to 1.9`. */
export function intervalText(interval: KnownTo, format: Format): string {
  if (!isDefined(interval)) return `no interval: ${interval.reason}`;
  const { low, high, confidence } = interval;
  return `${percentOf(confidence)} interval ${formatValue(low, format)} to ${formatValue(high, format)}`;
}

/** Two columns beside a column of figures, from and to; empty where a row has no interval. */
export function intervalColumns(column: Column, intervals: readonly KnownTo[]): (TypedCells & { column: Column })[] {
  const confidence = intervals.find(interval => isDefined(interval))?.confidence ?? 0.95;
  const bounds = [
    ["low", `${percentOf(confidence)} from`],
    ["high", "to"],
  ] as const;
  return bounds.map(([bound, label]) => ({
    type: "number",
    cells: intervals.map(interval => (isDefined(interval) ? interval[bound] : null)),
    column: {
      key: `${column.key}_${bound}`,
      label,
      type: "number",
      ...(column.unit === undefined ? {} : { unit: column.unit }),
      format: column.format,
    },
  }));
}

function percentOf(confidence: number): string {
  return `${Number((100 * confidence).toFixed(6))}%`;
}
