import {
  dayOf,
  easterSunday,
  lastWeekday,
  MONDAY,
  mondayIfSunday,
  nearestWeekday,
  nthWeekday,
  THURSDAY,
} from "./days.js";
import type { Holiday } from "./exchange.js";

const RULE = "NYSE Rule 7.2 (before 2019: Rule 51)";

/**
 * The yearly holidays of the New York Stock Exchange, which the American futures exchanges keep too. New Year's Day on a
 * Saturday is not kept on the Friday, which ends the accounting year.
 */
export const US_HOLIDAYS: readonly Holiday[] = [
  { name: "New Year's Day", years: [1990], day: y => mondayIfSunday(dayOf(y, 1, 1)), source: RULE },
  {
    name: "Martin Luther King Jr. Day",
    years: [1998],
    day: y => nthWeekday(y, 1, MONDAY, 3),
    source: `${RULE}; first kept 1998-01-19`,
  },
  { name: "Washington's Birthday", years: [1990], day: y => nthWeekday(y, 2, MONDAY, 3), source: RULE },
  { name: "Good Friday", years: [1990], day: y => easterSunday(y) - 2, source: RULE },
  { name: "Memorial Day", years: [1990], day: y => lastWeekday(y, 5, MONDAY), source: RULE },
  {
    name: "Juneteenth",
    years: [2022],
    day: y => nearestWeekday(dayOf(y, 6, 19)),
    source: `${RULE} as amended in 2021; first kept 2022-06-20`,
  },
  { name: "Independence Day", years: [1990], day: y => nearestWeekday(dayOf(y, 7, 4)), source: RULE },
  { name: "Labor Day", years: [1990], day: y => nthWeekday(y, 9, MONDAY, 1), source: RULE },
  { name: "Thanksgiving", years: [1990], day: y => nthWeekday(y, 11, THURSDAY, 4), source: RULE },
  { name: "Christmas", years: [1990], day: y => nearestWeekday(dayOf(y, 12, 25)), source: RULE },
];

/** The Friday after Thanksgiving. */
export function dayAfterThanksgiving(year: number): number {
  return nthWeekday(year, 11, THURSDAY, 4) + 1;
}
