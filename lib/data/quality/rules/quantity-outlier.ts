import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted, figure } from "../words.js";

/** Fills far larger than the account's own: a slipped digit, or somebody else's order. */
export const quantityOutlier: Rule = rule({
  id: "quantity-outlier",
  tables: ["fills"],
  severity: "warn",
  sentence:
    "Quantities stay in the account's own range: the median and its absolute deviation, of logarithms, by kind of instrument.",
  thresholds: {
    deviations: { value: 8, meaning: "scaled median absolute deviations above the median" },
    fills: { value: 100, meaning: "fills of the account in that kind, at least" },
  },
  check: (judged, { deviations, fills }) =>
    find(
      judged,
      `SELECT account, symbol, trade_date AS day, count(*) AS rows, max(quantity)::DOUBLE AS value, exp(any_value(middle)) AS expected
      FROM (SELECT account, symbol, trade_date, quantity, kind FROM fills JOIN symbol_calendars USING (symbol))
        JOIN (SELECT account, kind, median(ln(quantity)) AS middle, 1.4826 * mad(ln(quantity)) AS spread, count(*) AS n
          FROM fills JOIN symbol_calendars USING (symbol) GROUP BY account, kind) USING (account, kind)
      WHERE n >= ${fills} AND ln(quantity) - middle > ${deviations} * greatest(spread, ln(1.5)) GROUP BY account, symbol, trade_date`,
      ({ account, symbol, day, rows, value, expected }) =>
        `${account} ${symbol} ${day}: ${counted(rows, "fill")} of up to ${figure(value)}, where the account's median is ${figure(expected, 1)}.`,
    ),
});
