import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted } from "../words.js";

/** Accounts of people that nobody described. */
export const unknownTrader: Rule = rule({
  id: "unknown-trader",
  tables: ["accounts", "assignments"],
  severity: "warn",
  sentence: "Every account is given to a known trader.",
  thresholds: {},
  needs: ["traders"],
  check: (judged, _, table) =>
    find(
      judged,
      `SELECT min(account) AS account, count(*) AS rows, trader AS value, 'a trader' AS expected FROM ${table}
      WHERE trader NOT IN (SELECT trader FROM traders) GROUP BY trader`,
      ({ account, rows, value }) =>
        `${value}, who has ${counted(rows, "row")} in ${table} (${account}), is not among the traders.`,
    ),
});
