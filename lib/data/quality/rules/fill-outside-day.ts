import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted, figure } from "../words.js";

/** Fills at prices that the day did not see. */
export const fillOutsideDay: Rule = rule({
  id: "fill-outside-day",
  tables: ["fills"],
  severity: "warn",
  sentence: "Fills lie within the day's low and high, allowing for other venues.",
  thresholds: {
    tolerance: { value: 0.005, meaning: "share of the price by which a fill may lie outside" },
    least: { value: 0.05, meaning: "price units by which any fill may lie outside" },
  },
  needs: ["prices"],
  check: (judged, { tolerance, least }) =>
    find(
      judged,
      `SELECT account, fills.symbol, trade_date AS day, count(*) AS rows, arg_max(price, greatest(price - high, low - price)) AS value,
        any_value(low) AS low, any_value(high) AS high, any_value(low) || ' to ' || any_value(high) AS expected
      FROM fills JOIN prices ON prices.symbol = fills.symbol AND prices.date = trade_date
      WHERE greatest(price - high, low - price) > greatest(${tolerance} * abs(close), ${least}) GROUP BY ALL`,
      ({ account, symbol, day, rows, value, low, high }) =>
        `${account} ${symbol} ${day}: ${counted(rows, "fill")} outside the day's ${figure(low)} to ${figure(high)}, at ${figure(value)}.`,
    ),
});
