import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted } from "../words.js";

/** Prices under a symbol that nobody described, perhaps an old name. */
export const unlistedPrice: Rule = rule({
  id: "unlisted-price",
  tables: ["prices", "bars", "actions"],
  severity: "warn",
  sentence: "Every symbol that is priced is an instrument or the underlying of one.",
  thresholds: {},
  check: (judged, _, table) =>
    find(
      judged,
      `SELECT symbol, count(*) AS rows, symbol AS value, 'an instrument' AS expected
      FROM ${table} WHERE symbol NOT IN (SELECT symbol FROM instruments)
        AND symbol NOT IN (SELECT underlying FROM instruments WHERE underlying IS NOT NULL) GROUP BY symbol`,
      ({ symbol, rows }) =>
        `${symbol} is no known instrument, and ${table} has ${counted(rows, "row")} of it. Was it renamed?`,
    ),
});
