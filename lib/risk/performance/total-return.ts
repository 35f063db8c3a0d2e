import { dayNumber, type IsoDate } from "../../core/index.js";
import { type Annualisation, notAnnualised } from "../annualisation.js";
import { type ReturnMeasure, requireDates } from "../definition.js";
import { type Figure, mapFigure, tooFew, Undefined } from "../figure.js";
import { growth } from "../growth.js";
import { type Sample, type Series, sampleOf } from "../sample.js";

const DAYS_PER_YEAR = 365.25;
/** A year's first and last session can lie some days inside it. */
const FULL_YEAR_DAYS = 360;

/** Compound return of the whole series, as a fraction. Undefined where returns cannot be compounded (see `growth`). */
export function totalReturn(returns: Series): Figure {
  return mapFigure(growth(returns), path => path.wealth - 1);
}

/**
 * Compound annual growth rate by the number of periods, Π(1+r)^(P/n) − 1. A total loss is −1 over any time.
 * @returns undefined for under a year, unless asked for
 */
export function compoundAnnualReturn(returns: Series, options: Annualisation): Figure {
  const sample = sampleOf(returns, "returns");
  return mapFigure(growth(sample), ({ wealth }) => {
    if (wealth === 0) return -1;
    return notAnnualised(sample.n, options) ?? wealth ** (options.periodsPerYear / sample.n) - 1;
  });
}

/**
 * Compound annual growth rate by the calendar: the exponent is 365.25 over the days from the day before the first
 * observation to the last.
 * @param dates one ISO date for each return, ascending
 */
export function calendarAnnualReturn(
  returns: Series,
  dates: readonly IsoDate[],
  options: { annualiseUnderYear?: boolean } = {},
): Figure {
  const sample = sampleOf(returns, "returns");
  requireDates(dates, sample.n);
  return mapFigure(growth(sample), ({ wealth }) => {
    if (wealth === 0) return -1;
    const days = dayNumber(dates.at(-1)!) - dayNumber(dates[0]!) + 1;
    if (days < FULL_YEAR_DAYS && !options.annualiseUnderYear) {
      return new Undefined(`${days} days are under a year; returns are annualised then only on request`);
    }
    return wealth ** (DAYS_PER_YEAR / days) - 1;
  });
}

/** Mean return times the periods of a year, which does not compound. Undefined for under a year, unless asked for. */
export function arithmeticAnnualReturn(returns: Series, options: Annualisation): Figure {
  const sample = sampleOf(returns, "returns");
  return tooFew(sample.n, 1) ?? notAnnualised(sample.n, options) ?? sample.mean * options.periodsPerYear;
}

/** The caution where single returns lie beyond ±100%, which hints at a price or a unit in the wrong place. */
function farReturns({ values, n }: Sample): string | null {
  const far = values.reduce((count, value) => count + (Math.abs(value) > 1 ? 1 : 0), 0);
  return far === 0 ? null : `beyond ±100% lie ${far} of ${n} returns: check their source and their unit`;
}

const percent = { group: "performance", unit: "fraction", format: { kind: "percent", digits: 2 } } as const;

export const totalReturnMeasures: readonly ReturnMeasure[] = [
  {
    ...percent,
    id: "total_return",
    label: "Total return",
    definition: "Π(1+r) − 1, compounded over the whole series",
    source: "CFA Institute, GIPS Standards 2020 (time-weighted returns, linked geometrically)",
    recommended: true,
    compute: ({ returns }) => totalReturn(returns),
    warn: ({ returns }) => farReturns(returns),
  },
  {
    ...percent,
    id: "cagr_periods",
    label: "Annual return",
    definition: "Π(1+r)^(P/n) − 1 with P periods a year; under a year only on request",
    source:
      "Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 2; GIPS 2020 on periods under a year",
    recommended: true,
    compute: context => compoundAnnualReturn(context.returns, context),
  },
  {
    ...percent,
    id: "cagr_calendar",
    label: "Annual return (calendar)",
    definition:
      "Π(1+r)^(365.25/days) − 1, days from the day before the first observation to the last; under a year only on request",
    source: "GIPS 2020; the day-count form of the compound annual growth rate",
    recommended: false,
    compute: ({ returns, dates, annualiseUnderYear }) =>
      dates === null
        ? new Undefined("needs the dates of the observations")
        : calendarAnnualReturn(returns, dates, { annualiseUnderYear }),
  },
  {
    ...percent,
    id: "ann_return_arith",
    label: "Annual return (arithmetic)",
    definition: "mean(r)·P, not compounded; under a year only on request",
    source: "Sharpe (1994), Journal of Portfolio Management 21(1), 49–58",
    recommended: true,
    compute: context => arithmeticAnnualReturn(context.returns, context),
  },
];
