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
      `SELECT account, symbol, trade_date AS day, count(*) AS rows, arg_max(price, beyond) AS value,
        arg_max(low, beyond) AS low, arg_max(high, beyond) AS high, arg_max(low || ' to ' || high, beyond) AS expected
      FROM (SELECT account, fills.symbol, trade_date, price, low, high, greatest(price - high, low - price) AS beyond
        FROM fills JOIN ${AROUND} AS around ON around.symbol = fills.symbol AND around.time = date_trunc('minute', fills.time))
      WHERE beyond > ${tolerance} * abs(price) GROUP BY ALL`,
      ({ account, symbol, day, rows, value, low, high }) =>
        `${account} ${symbol} ${day}: ${counted(rows, "fill")} outside the minute's ${figure(low)} to ${figure(high)}, at ${figure(value)}.`,
    ),
});

/** Each minute's range with those of the bars before and after it: clocks of venues differ by seconds. */
const AROUND = `(SELECT symbol, time, greatest(high, lag(high) OVER own, lead(high) OVER own) AS high,
  least(low, lag(low) OVER own, lead(low) OVER own) AS low FROM bars WINDOW own AS (PARTITION BY symbol ORDER BY time))`;
