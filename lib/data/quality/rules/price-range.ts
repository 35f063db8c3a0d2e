import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { figure } from "../words.js";

/** Half of a price's smallest usual step, for prices that were rounded on their way. */
const ROUNDING = 0.005;

/** Bars that contradict themselves. */
export const priceRange: Rule = rule({
  id: "price-range",
  tables: ["prices", "bars"],
  severity: "warn",
  sentence: "Open and close lie between low and high.",
  thresholds: {},
  check: (judged, _, table) =>
    find(
      judged,
      `SELECT symbol, ${table === "bars" ? "time::DATE" : "date"} AS day, low, high, low || ' to ' || high AS expected,
        CASE WHEN close > high OR close < low THEN close ELSE open END AS value
      FROM ${table} WHERE greatest(close, coalesce(open, close)) > high + ${ROUNDING} OR least(close, coalesce(open, close)) < low - ${ROUNDING}`,
      ({ symbol, day, value, low, high }) =>
        `${symbol} ${day}: ${figure(value)} is outside its own bar's ${figure(low)} to ${figure(high)}.`,
    ),
});
