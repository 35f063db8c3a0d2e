import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted } from "../words.js";

/** Statements about accounts that nobody described. */
export const unknownAccount: Rule = rule({
  id: "unknown-account",
  tables: ["fills", "daily", "positions", "cash", "balances", "assignments"],
  severity: "warn",
  sentence: "Every account that is told of is in accounts.",
  thresholds: {},
  check: (judged, _, table) =>
    find(
      judged,
      `SELECT account, count(*) AS rows, account AS value, 'an account' AS expected FROM ${table}
      WHERE account NOT IN (SELECT account FROM accounts) GROUP BY account`,
      ({ account, rows }) => `${account} is no known account, and ${table} has ${counted(rows, "row")} of it.`,
    ),
});
