import { type IsoDate, RiskbookError } from "../core/index.js";
import { BEYOND_DOUBLE, type Figure, Undefined } from "./figure.js";
import type { Measure, MeasureRecord } from "./measure.js";
import type { Pair } from "./pair.js";
import type { Sample } from "./sample.js";

/** Changes whenever a definition changes so that a figure could; printed on every artefact. */
export const DEFINITIONS_VERSION = "1";

/** How a measure is best printed; assignable to the document's `Format`. */
export type MeasureFormat =
  | { kind: "percent"; digits: number }
  | { kind: "ratio"; digits: number }
  | { kind: "integer" }
  | { kind: "money"; currency: string; digits: number }
  | { kind: "text" };

/** The sections of the catalogue, in the order in which they are printed. */
export const GROUPS = [
  "performance",
  "risk-adjusted",
  "inference",
  "drawdown",
  "win and loss",
  "distribution",
  "tail",
  "benchmark",
  "exposure",
  "trades",
  "behaviour",
  "capital",
] as const;
export type MeasureGroup = (typeof GROUPS)[number];

/** What a measure, a model or a test is, apart from any data. */
export interface CatalogueEntry {
  readonly id: string;
  /** A few words for a card or a column head. */
  readonly label: string;
  readonly unit: string;
  readonly definition: string;
  readonly source: string;
  /** False for a convention that others use and we do not default to. */
  readonly recommended: boolean;
}

/** A measure's entry, with its section and how it is printed. */
export interface MeasureDescription extends CatalogueEntry {
  readonly group: MeasureGroup;
  readonly format: MeasureFormat;
}

/** Which P&L a VaR is made of; they never mix. `hypothetical` is today's positions revalued over history. */
export type PnlKind = "realised" | "actual" | "hypothetical";

/** All that a measure of a return series may look at. */
export interface ReturnContext {
  readonly returns: Sample;
  readonly benchmark: Pair | null;
  readonly dates: readonly IsoDate[] | null;
  readonly periodsPerYear: number;
  /** Annual, as a fraction; used by the Sharpe ratios that say so and by nothing else. */
  readonly riskFree: number;
  /** Whether returns of under a year are annualised, which is an extrapolation. */
  readonly annualiseUnderYear: boolean;
}

/** A measure of a return series: its description and how it is computed. */
export interface ReturnMeasure extends MeasureDescription {
  /** Whether the figure is in the unit of the series, so that it is money where the series is. */
  readonly inSeriesUnit?: true;
  readonly needs?: "benchmark" | "risk-free";
  compute(context: ReturnContext): Figure<number | MeasureRecord>;
  /** How many observations the figure rests on, where not on all. */
  restsOn?(context: ReturnContext): number;
  warn?(context: ReturnContext): string | null;
}

/** A measure of a return series, computed. */
export function measureReturns(measure: ReturnMeasure, context: ReturnContext): Measure {
  const n = measure.restsOn?.(context) ?? context.returns.n;
  return toMeasure(measure, n, measure.compute(context), measure.warn?.(context) ?? null);
}

/** A figure with its description: null with the reason where it is undefined, also where it would overflow. */
export function toMeasure(
  description: MeasureDescription,
  n: number,
  figure: Figure<number | MeasureRecord>,
  warning: string | null = null,
): Measure {
  const sound = typeof figure === "number" && !Number.isFinite(figure) ? BEYOND_DOUBLE : figure;
  const { id, unit, definition, source } = description;
  if (sound instanceof Undefined)
    return { id, value: null, unit, n, definition, source, reason: sound.reason, warning };
  return { id, value: sound === 0 ? 0 : sound, unit, n, definition, source, reason: null, warning };
}

/** Throws `LENGTH_MISMATCH` unless there is one date for each observation. */
export function requireDates(dates: readonly IsoDate[], n: number): void {
  if (dates.length === n) return;
  throw new RiskbookError(
    "LENGTH_MISMATCH",
    `There are ${dates.length} dates for ${n} observations; give one for each.`,
  );
}
