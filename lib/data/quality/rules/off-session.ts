import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted } from "../words.js";

/** What has its day on a weekend or holiday. */
export const offSession: Rule = rule({
  id: "off-session",
  tables: ["fills", "prices", "daily"],
  severity: "warn",
  sentence: "Days of fills, prices and totals are sessions of their calendar.",
  thresholds: {},
  check(judged, _, table) {
    const day = table === "fills" ? "trade_date" : "date";
    const who = table === "prices" ? "NULL::VARCHAR" : "account";
    const calendar =
      table === "daily"
        ? `(SELECT *, '${judged.calendar.name}' AS calendar FROM daily)`
        : `(SELECT * FROM ${table} JOIN symbol_calendars USING (symbol))`;
    return find(
      judged,
      `SELECT ${who} AS account, ${day} AS day, calendar, count(*) AS rows, count(*) AS value, 0 AS expected FROM ${calendar}
      WHERE calendar IS NOT NULL AND (calendar, ${day}) NOT IN (SELECT (calendar, day) FROM sessions) GROUP BY ALL`,
      ({ account, day, calendar, rows }) =>
        `${day} is no session of ${calendar}, yet ${table} has ${counted(rows, "row")}${account === null ? "" : ` of ${account}`} for it.`,
    );
  },
});
