import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted } from "../words.js";

/** Money told in another currency than the account's. */
export const currencyMix: Rule = rule({
  id: "currency-mix",
  tables: ["daily", "cash", "balances", "fills"],
  severity: "warn",
  sentence: "An account's money is told in the account's own currency, a fill's in its instrument's.",
  thresholds: {},
  check: (judged, _, table) => {
    const [other, key] = table === "fills" ? ["instruments", "symbol"] : ["accounts", "account"];
    const day = table === "fills" ? "trade_date" : "date";
    return find(
      judged,
      `SELECT ${key}, max(${day}) AS day, count(*) AS rows, ${table}.currency AS value, ${other}.currency AS expected
      FROM ${table} JOIN ${other} USING (${key}) WHERE ${table}.currency <> ${other}.currency GROUP BY ALL`,
      ({ account, symbol, rows, value, expected }) =>
        `${account ?? symbol} is in ${expected}, but ${counted(rows, "row")} of ${table} tell${rows === 1 ? "s" : ""} of it in ${value}.`,
    );
  },
});
