import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted, percent } from "../words.js";

/**
 * Days of an account whose fills lie outside the session, and inside it when they are moved by a whole number of hours: a
 * file that was read in another time zone than it was written in. Who usually trades before or after the session is left
 * alone, unless all the firm seems to.
 */
export const timeZoneShift: Rule = rule({
  id: "time-zone-shift",
  tables: ["fills"],
  severity: "hold",
  sentence: "Fills do not lie outside their session by a whole number of hours.",
  thresholds: {
    fills: { value: 5, meaning: "fills of an account's day, at least" },
    outside: { value: 0.5, meaning: "share of them outside the session, at least" },
    inside: { value: 0.95, meaning: "share of them inside after the shift, at least" },
  },
  check: (judged, { fills, outside, inside }) =>
    find(
      judged,
      `SELECT account, day, n AS rows, hours AS value, 0 AS expected, share
      FROM (SELECT account, day, any_value(n) AS n, any_value(share) AS share, hours,
          avg((time + to_hours(hours) BETWEEN opens AND closes)::INTEGER) AS moved
        FROM (${SUSPECTS(fills, outside)}) JOIN ${FILLS} USING (account, day), (SELECT unnest(range(-14, 15)) AS hours)
        WHERE hours <> 0 GROUP BY account, day, hours)
      WHERE moved >= ${inside}
      QUALIFY row_number() OVER (PARTITION BY account, day ORDER BY abs(hours), hours) = 1`,
      ({ account, day, rows, value, share }) =>
        `${account} ${day}: ${percent(share)} of ${counted(rows, "fill")} lie outside the session, and inside it when they are moved by ${counted(Number(value), "hour")}. Check the time zone in the map of the file they came from.`,
    ),
});

/** Fills with the hours of their session; of calendars that close for part of the day. */
const FILLS = `(SELECT account, trade_date AS day, time, opens, closes FROM fills JOIN symbol_calendars USING (symbol)
  JOIN sessions ON sessions.calendar = symbol_calendars.calendar AND sessions.day = trade_date
  WHERE closes - opens < INTERVAL 16 HOURS)`;

const SUSPECTS = (fills: number, outside: number): string => `
  SELECT account, day, n, share FROM (
    SELECT *, median(share) OVER (PARTITION BY account) AS usual, sum(share * n) OVER () / sum(n) OVER () AS firms
    FROM (SELECT account, day, count(*) AS n, avg((time NOT BETWEEN opens AND closes)::INTEGER) AS share
      FROM ${FILLS} GROUP BY account, day))
  WHERE n >= ${fills} AND share >= ${outside} AND (usual < ${outside} OR firms > ${outside})`;
