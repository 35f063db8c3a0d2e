import { toMeasure } from "../definition.js";
import type { Measure } from "../measure.js";
import { dayConcentrationMeasures } from "./day-concentration.js";
import { dayOfWeekMeasures } from "./day-of-week.js";
import { diversityMeasures } from "./diversity.js";
import {
  type BehaviourContext,
  type BehaviourMeasure,
  type BehaviourOptions,
  contextOfTrips,
  type TradeHistory,
} from "./history.js";
import { holdingMeasure } from "./holding.js";
import { idleMeasures } from "./idle.js";
import { overtradingMeasures } from "./overtrading.js";
import { revengeMeasures } from "./revenge.js";
import { ruleMeasures } from "./rule-adherence.js";
import { sizingMeasures } from "./sizing.js";
import { tiltMeasures } from "./tilt.js";
import { timeOfDayMeasures } from "./time-of-day.js";
import { tripPerformanceMeasures } from "./trip-performance.js";

/** Every measure of trips and of the behaviour behind them; of rules only those that are declared, where a context is given. */
export function behaviourMeasures(currency: string, context?: BehaviourContext): readonly BehaviourMeasure[] {
  return [
    ...tripPerformanceMeasures(currency),
    ...revengeMeasures(currency),
    ...tiltMeasures,
    ...overtradingMeasures,
    ...sizingMeasures,
    holdingMeasure,
    ...timeOfDayMeasures,
    ...dayOfWeekMeasures,
    ...dayConcentrationMeasures,
    ...diversityMeasures,
    ...idleMeasures,
    ...ruleMeasures(context),
  ];
}

/**
 * How a trader trades: expectancy by trip, and habits measured against the trader's own past. A figure that could be
 * chance says so in its warning; one with too few trips is null with the reason.
 * @param history the round trips of one trader, in one currency, by entry time
 * @throws RiskbookError `NOT_FINITE` for a trip without a finite result
 */
export function describeBehaviour(history: TradeHistory, options: BehaviourOptions): Measure[] {
  const context = contextOfTrips(history, options);
  return behaviourMeasures(options.currency, context).map(measure => {
    const { n, figure, warning = null } = measure.compute(context);
    return toMeasure(measure, n, figure, warning);
  });
}
