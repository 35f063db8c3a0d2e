import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted, listed } from "../words.js";

/** Where a table of bars tells its day. */
const DAY: Readonly<Record<string, string>> = { prices: "date", bars: "time::DATE" };

/** Holes in the history of prices. */
export const missingPrices: Rule = rule({
  id: "missing-prices",
  tables: ["prices", "bars"],
  severity: "warn",
  sentence: "Every symbol has a price for each session of its calendar between its first and its last one.",
  thresholds: {},
  check: (judged, _, table) =>
    find(
      judged,
      `SELECT day, min(symbol) AS first, list_sort(list(symbol))[:3] AS names, count(*) AS missing, any_value(spanned) AS expected,
        CASE count(*) WHEN 1 THEN min(symbol) END AS symbol, 0 AS rows, count(*) AS value
      FROM (SELECT symbol, day, count(*) OVER (PARTITION BY day) AS spanned,
          (symbol, day) IN (SELECT (symbol, ${DAY[table]}) FROM ${table}) AS priced
        FROM (SELECT symbol, calendar, min(${DAY[table]}) AS first, max(${DAY[table]}) AS last
            FROM ${table} JOIN symbol_calendars USING (symbol) GROUP BY ALL)
          JOIN sessions USING (calendar) WHERE day BETWEEN first AND last)
      WHERE NOT priced GROUP BY day`,
      ({ day, missing, expected, names }) =>
        `${day}: ${counted(Number(missing), "symbol")} of ${expected} ${missing === 1 ? "has" : "have"} no price in ${table} (${listed(names as string[], Number(missing))}).`,
    ),
});
