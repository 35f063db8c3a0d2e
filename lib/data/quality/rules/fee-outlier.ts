import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted, money } from "../words.js";

/** Fills that cost many times what is usual for the account: an amount in cents, a fee of the month on one fill. */
export const feeOutlier: Rule = rule({
  id: "fee-outlier",
  tables: ["fills"],
  severity: "warn",
  sentence:
    "Costs a unit stay in the account's own range: the median and its absolute deviation, of logarithms, by kind of instrument and side.",
  thresholds: {
    deviations: { value: 8, meaning: "scaled median absolute deviations above the median" },
    least: { value: 5, meaning: "money of a fill from which on it is looked at, in its currency" },
    fills: { value: 100, meaning: "fills of the account in that kind and side, at least" },
  },
  check: (judged, { deviations, least, fills }) =>
    find(
      judged,
      `SELECT account, symbol, trade_date AS day, count(*) AS rows, max(fees)::DOUBLE AS value,
        arg_max(exp(middle) * quantity, fees) AS expected, any_value(currency) AS currency
      FROM ${COSTS} JOIN (SELECT account, kind, sold, median(cost) AS middle, 1.4826 * mad(cost) AS spread, count(*) AS n
        FROM ${COSTS} GROUP BY ALL) USING (account, kind, sold)
      WHERE n >= ${fills} AND fees >= ${least} AND cost - middle > ${deviations} * greatest(spread, ln(1.5))
      GROUP BY account, symbol, trade_date`,
      ({ account, symbol, day, rows, value, expected, currency }) =>
        `${account} ${symbol} ${day}: ${counted(rows, "fill")} with fees of up to ${money(value, String(currency))}, where ${money(expected, String(currency))} ${rows === 1 ? "is" : "are"} usual.`,
    ),
});

/** Fills with the logarithm of what a unit cost or earned. */
const COSTS = `(SELECT account, symbol, trade_date, quantity, fees, currency, kind, side <> 'buy' AS sold,
  ln(abs(fees::DOUBLE) / quantity::DOUBLE) AS cost FROM fills JOIN symbol_calendars USING (symbol) WHERE fees <> 0)`;
