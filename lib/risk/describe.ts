import { type IsoDate, RiskbookError } from "../core/index.js";
import { requirePeriods } from "./annualisation.js";
import { returnMeasures } from "./catalogue.js";
import { measureReturns, type PnlKind, type ReturnContext, requireDates } from "./definition.js";
import type { Measure } from "./measure.js";
import { Pair } from "./pair.js";
import { type Sample, type Series, sampleOf } from "./sample.js";
import { ofPnl } from "./tail/value-at-risk.js";

export interface DescribeOptions {
  /** 252 for trading days, 52 for weeks, 12 for months; declared, never guessed. */
  readonly periodsPerYear: number;
  /** Returns of the benchmark on the same days. */
  readonly benchmark?: Series;
  /** One ISO date for each return, ascending. */
  readonly dates?: readonly IsoDate[];
  /** Annual, as a fraction; it adds the Sharpe ratios that name it, every other measure takes 0. */
  readonly riskFree?: number;
  /** Which P&L the returns are, for the definitions of VaR and ES. */
  readonly pnlKind?: PnlKind;
  /** Annualise returns of under a year too; an extrapolation. */
  readonly annualiseUnderYear?: boolean;
}

/**
 * Every measure of a series of returns, each with its definition, and with the reason where it is undefined. The benchmark's
 * measures are there only where a benchmark is.
 * @param returns per period, as fractions (0.01 is 1%), in time order
 * @throws `NOT_FINITE` with the index of a NaN, `LENGTH_MISMATCH` where benchmark or dates differ in length,
 *   `BAD_PERIODS`, `NOT_RETURNS` where the values look like prices, percent or money
 */
export function describeReturns(returns: Series, options: DescribeOptions): Measure[] {
  const context = contextOf(returns, options);
  return returnMeasures(context.riskFree)
    .filter(measure => measure.needs !== "benchmark" || context.benchmark !== null)
    .map(measure => measureReturns(ofPnl(measure, "fraction", options.pnlKind ?? null), context));
}

/** What the measures look at, checked; also for callers that compute single measures of the catalogue. */
export function contextOf(returns: Series, options: DescribeOptions): ReturnContext {
  const sample = sampleOf(returns, "returns");
  refuseUnlessReturns(sample);
  const { periodsPerYear, benchmark, dates, riskFree = 0, annualiseUnderYear = false } = options;
  requirePeriods(periodsPerYear);
  if (!Number.isFinite(riskFree) || riskFree <= -1) {
    throw new RiskbookError("BAD_RATE", `The risk-free rate was ${riskFree}; give a fraction a year such as 0.02.`);
  }
  if (dates !== undefined) requireDates(dates, sample.n);
  const pair = benchmark === undefined ? null : new Pair(sample, benchmark);
  return { returns: sample, benchmark: pair, dates: dates ?? null, periodsPerYear, riskFree, annualiseUnderYear };
}

/** Prices, percent or money in place of fractions would give figures that look plausible; more than a tenth beyond ±100% is none. */
function refuseUnlessReturns({ values, n }: Sample): void {
  let beyond = 0;
  for (const value of values) if (Math.abs(value) > 1) beyond++;
  if (beyond * 10 <= n) return;
  throw new RiskbookError(
    "NOT_RETURNS",
    `${beyond} of ${n} values lie beyond ±1, which is ±100%: these look like prices, percent or money. ` +
      "Give returns as fractions (0.012 for 1.2%); a price series becomes returns as price/previous − 1.",
  );
}
