import { RiskbookError } from "../core/index.js";

/** A drawdown episode and the like: a flat object of figures and dates. */
export type MeasureRecord = Readonly<Record<string, number | string | null>>;

/**
 * A figure with its definition. `value` is null exactly where `reason` says why; it is never NaN, Infinity or a
 * stand-in number.
 */
export interface Measure {
  readonly id: string;
  readonly value: number | MeasureRecord | null;
  /** `fraction`, `ratio`, `per period`, `observations`, `probability`, `record`, or a currency code for money. */
  readonly unit: string;
  /** How many observations it rests on. */
  readonly n: number;
  /** The formula in words, with every convention that changes the figure. */
  readonly definition: string;
  /** Paper, regulation article or textbook page. */
  readonly source: string;
  readonly reason: string | null;
  readonly warning: string | null;
}

/**
 * The measure of an id in a list.
 * @throws RiskbookError `UNKNOWN_MEASURE`, naming the ids there are
 */
export function findMeasure(measures: readonly Measure[], id: string): Measure {
  const found = measures.find(measure => measure.id === id);
  if (found !== undefined) return found;
  const known = measures.map(measure => measure.id).join(", ");
  throw new RiskbookError("UNKNOWN_MEASURE", `There is no measure "${id}" here; there are ${known}.`);
}
