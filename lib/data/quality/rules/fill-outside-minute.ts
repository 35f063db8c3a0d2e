import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted, figure } from "../words.js";

/** Fills at prices that their minute did not see: a clock that is wrong, or a price. */
export const fillOutsideMinute: Rule = rule({
  id: "fill-outside-minute",
  tables: ["fills"],
  severity: "warn",
  sentence: "Fills lie within the low and high of their minute and those beside it, where there are minute bars.",
  thresholds: { tolerance: { value: 0.005, meaning: "share of the price by which a fill may lie outside" } },
  needs: ["bars"],
  check: (judged, { tolerance }) =>
    find(
      judged,
      `SELECT account, symbol, trade_date AS day, count(*) AS rows, arg_max(price, greatest(price - high, low - price)) AS value,
        arg_max(low, greatest(price - high, low - price)) AS low, arg_max(high, greatest(price - high, low - price)) AS high,
        arg_max(low || ' to ' || high, greatest(price - high, low - price)) AS expected
      FROM (SELECT account, fills.symbol, trade_date, price, max(high) AS high, min(low) AS low
        FROM fills JOIN bars ON bars.symbol = fills.symbol
          AND bars.time IN (date_trunc('minute', fills.time) - INTERVAL 1 MINUTE, date_trunc('minute', fills.time), date_trunc('minute', fills.time) + INTERVAL 1 MINUTE)
        GROUP BY account, fills.symbol, trade_date, price, fills.time, sequence)
      WHERE greatest(price - high, low - price) > ${tolerance} * abs(price) GROUP BY ALL`,
      ({ account, symbol, day, rows, value, low, high }) =>
        `${account} ${symbol} ${day}: ${counted(rows, "fill")} outside the minute's ${figure(low)} to ${figure(high)}, at ${figure(value)}.`,
    ),
});
