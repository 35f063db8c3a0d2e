import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted, figure } from "../words.js";

/** Open positions that nothing can be told of but what they cost. */
export const unpricedPosition: Rule = rule({
  id: "unpriced-position",
  tables: ["prices"],
  severity: "warn",
  sentence: "Everything that is held at the close has a price of that session.",
  thresholds: {},
  needs: ["fills"],
  ofEmptyTables: true,
  check: judged =>
    find(
      judged,
      `SELECT symbol, DATE '${judged.asOf}' AS day, 0 AS rows, 'no price' AS value, 'a close' AS expected, count(*) AS accounts, sum(abs(quantity))::DOUBLE AS held
      FROM (SELECT account, symbol, sum(CASE side WHEN 'buy' THEN quantity ELSE -quantity END) AS quantity FROM fills GROUP BY ALL)
      WHERE quantity <> 0 AND symbol NOT IN (SELECT symbol FROM prices WHERE date = DATE '${judged.asOf}') GROUP BY symbol`,
      ({ symbol, day, accounts, held }) =>
        `${counted(Number(accounts), "account")} hold${accounts === 1 ? "s" : ""} ${figure(held)} of ${symbol}, which has no close on ${day}. Load it with "riskbook ingest prices FILE".`,
    ),
});
