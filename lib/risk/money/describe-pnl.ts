import { type IsoDate, RiskbookError } from "../../core/index.js";
import { requirePeriods } from "../annualisation.js";
import { returnMeasures } from "../catalogue.js";
import { measureReturns, type PnlKind, type ReturnMeasure, requireDates, toMeasure } from "../definition.js";
import { capitalBaseOf } from "../exposure/capital.js";
import { isDefined } from "../figure.js";
import type { Measure } from "../measure.js";
import { type Series, sampleOf } from "../sample.js";
import { ofPnl } from "../tail/value-at-risk.js";
import { type PnlContext, pnlMeasures } from "./pnl-measures.js";

export interface DescribePnlOptions {
  /** ISO 4217, of the P&L and of the capital base. */
  readonly currency: string;
  readonly periodsPerYear: number;
  /** Which P&L it is; figures of different kinds never mix. */
  readonly kind: PnlKind;
  /** Starting equity, allocated capital or margin. Without it every ratio of the P&L is undefined, and says so. */
  readonly capitalBase?: number;
  /** One ISO date for each observation, ascending. */
  readonly dates?: readonly IsoDate[];
  readonly annualiseUnderYear?: boolean;
}

/**
 * Every measure of a P&L in money: additive, in one currency, with ratios only on an explicit capital base.
 * @param pnl per period, in time order; gaps are refused
 * @throws `NOT_FINITE` with the index of a NaN, `BAD_CAPITAL_BASE`, `BAD_PERIODS`, `LENGTH_MISMATCH`, `BAD_CURRENCY`
 */
export function describePnl(pnl: Series, options: DescribePnlOptions): Measure[] {
  const context = pnlContext(pnl, options);
  const { n } = context.returns;
  const own = pnlMeasures(options.currency).map(measure => toMeasure(measure, n, measure.compute(context)));
  const shared = returnMeasures()
    .filter(meansTheSameInMoney)
    .map(measure => measureReturns(onCapitalIfRatio(ofPnl(measure, options.currency, options.kind), context), context));
  return [...own, ...shared];
}

/** What the uncertainty of a Sharpe ratio is in money, which has none without a capital base. */
function onCapitalIfRatio(measure: ReturnMeasure, { capitalBase }: PnlContext): ReturnMeasure {
  return measure.group === "inference" && !isDefined(capitalBase)
    ? { ...measure, compute: () => capitalBase }
    : measure;
}

function meansTheSameInMoney({ group, id }: ReturnMeasure): boolean {
  if (group === "inference" || group === "distribution" || group === "tail") return true;
  return group === "win and loss" && !id.startsWith("kelly");
}

function pnlContext(pnl: Series, options: DescribePnlOptions): PnlContext {
  const returns = sampleOf(pnl, "P&L");
  const { periodsPerYear, currency, dates, annualiseUnderYear = false } = options;
  requirePeriods(periodsPerYear);
  if (dates !== undefined) requireDates(dates, returns.n);
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new RiskbookError("BAD_CURRENCY", `The currency was "${currency}"; give its ISO 4217 code, such as USD.`);
  }
  return {
    returns,
    capitalBase: capitalBaseOf(options.capitalBase),
    benchmark: null,
    dates: dates ?? null,
    periodsPerYear,
    riskFree: 0,
    annualiseUnderYear,
  };
}
