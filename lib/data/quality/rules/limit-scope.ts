import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";

/** Limits on nothing, which nothing can breach. */
export const limitScope: Rule = rule({
  id: "limit-scope",
  tables: ["limits"],
  severity: "warn",
  sentence: "Every limit is set on something that exists.",
  thresholds: {},
  check: judged =>
    find(
      judged,
      `SELECT name AS value, scope, measure, scope AS expected FROM limits WHERE name <> '*' AND CASE scope
        WHEN 'account' THEN name NOT IN (SELECT account FROM accounts)
        WHEN 'trader' THEN name NOT IN (SELECT trader FROM traders UNION SELECT trader FROM accounts UNION SELECT trader FROM assignments)
        WHEN 'desk' THEN name NOT IN (SELECT desk FROM accounts WHERE desk IS NOT NULL UNION SELECT desk FROM traders WHERE desk IS NOT NULL
          UNION SELECT desk FROM assignments WHERE desk IS NOT NULL)
        WHEN 'symbol' THEN name NOT IN (SELECT symbol FROM instruments)
        WHEN 'sector' THEN name NOT IN (SELECT sector FROM instruments WHERE sector IS NOT NULL) ELSE false END`,
      ({ value, scope, measure }) => `A limit of ${measure} is set on the ${scope} "${value}", which does not exist.`,
    ),
});
