import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted, figure } from "../words.js";

/** Closes that are carried along although nobody quotes them any more. */
export const stalePrice: Rule = rule({
  id: "stale-price",
  tables: ["prices"],
  severity: "warn",
  sentence: "No close of a share, future or currency repeats itself session after session.",
  thresholds: { sessions: { value: 5, meaning: "sessions with one and the same close from which on it is told" } },
  check: (judged, { sessions }) =>
    find(
      judged,
      `SELECT symbol, max(date) AS day, count(*) AS rows, any_value(close) AS value, strftime(min(date), '%Y-%m-%d') AS first, 'a new close' AS expected
      FROM (SELECT *, sum(changed) OVER (PARTITION BY symbol ORDER BY date) AS run FROM (
        SELECT symbol, date, close, (lag(close) OVER (PARTITION BY symbol ORDER BY date) IS DISTINCT FROM close)::INTEGER AS changed
        FROM prices JOIN symbol_calendars USING (symbol) WHERE kind <> 'option'))
      GROUP BY symbol, run HAVING count(*) >= ${sessions}`,
      ({ symbol, day, first, rows, value }) =>
        `${symbol} closes at ${figure(value)} on ${counted(rows, "session")} in a row, ${first} to ${day}.`,
    ),
});
