import { RiskbookError } from "../core/index.js";
import { Undefined } from "./figure.js";

/** How a figure per period becomes one per year. */
export interface Annualisation {
  /** 252 for trading days, 52 for weeks, 12 for months. */
  readonly periodsPerYear: number;
  /** Whether returns of under a year are annualised, which is an extrapolation; false by default. */
  readonly annualiseUnderYear?: boolean;
}

/** Observations that count as a year: a calendar year can have a few sessions fewer than its nominal number. */
function fullYear(periodsPerYear: number): number {
  return Math.round(0.98 * periodsPerYear);
}

/** Why a return over `n` periods is not annualised: it rests on less than a year and nobody asked. Null where it is. */
export function notAnnualised(
  n: number,
  { periodsPerYear, annualiseUnderYear = false }: Annualisation,
): Undefined | null {
  if (annualiseUnderYear || n >= fullYear(periodsPerYear)) return null;
  return new Undefined(`n = ${n} is under a year of ${periodsPerYear}; returns are annualised then only on request`);
}

/** The caution beside a ratio that is scaled to a year but rests on less than one; null for a year or more. */
export function shortRecord({
  returns,
  periodsPerYear,
}: {
  readonly returns: { readonly n: number };
  readonly periodsPerYear: number;
}): string | null {
  if (returns.n >= fullYear(periodsPerYear)) return null;
  return `scaled to a year, but n = ${returns.n} is under a year of ${periodsPerYear}`;
}

/** Throws `BAD_PERIODS` unless the number of periods in a year is positive. */
export function requirePeriods(periodsPerYear: number): void {
  if (Number.isFinite(periodsPerYear) && periodsPerYear > 0) return;
  throw new RiskbookError(
    "BAD_PERIODS",
    `The periods per year were ${periodsPerYear}; give 252 for trading days, 52 for weeks or 12 for months.`,
  );
}
