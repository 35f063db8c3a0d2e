import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { money } from "../words.js";

/** Accounts that have less than nothing. */
export const negativeBalance: Rule = rule({
  id: "negative-balance",
  tables: ["balances", "daily"],
  severity: "warn",
  sentence: "No account's equity is below zero.",
  thresholds: {},
  check: (judged, _, table) => {
    const equity = table === "daily" ? "balance" : "equity";
    return find(
      judged,
      `SELECT account, max(date) AS day, count(*) AS rows, min(${equity})::DOUBLE AS value, 0 AS expected, any_value(currency) AS currency,
        strftime(min(date), '%Y-%m-%d') AS first
      FROM ${table} WHERE ${equity} < 0 GROUP BY account`,
      ({ account, day, rows, value, currency, first }) =>
        `${account}: equity below zero on ${rows} ${rows === 1 ? "day" : "days"}, ${first} to ${day}, down to ${money(value, String(currency))}.`,
    );
  },
});
