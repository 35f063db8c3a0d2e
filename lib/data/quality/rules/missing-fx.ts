import { sqlText } from "../../store/index.js";
import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted } from "../words.js";

/** Currencies of the book that cannot be converted on a day on which they are needed. */
export const missingFx: Rule = rule({
  id: "missing-fx",
  tables: ["fx"],
  severity: "hold",
  sentence: "Every currency that is traded or stated has a rate to the firm's currency on each day that it is needed.",
  thresholds: {},
  ofEmptyTables: true,
  check: judged => {
    const own = sqlText(judged.currency);
    return find(
      judged,
      `SELECT max(day) AS day, currency AS value, ${own} AS expected, 0 AS rows, count(*) AS days,
        strftime(min(day), '%Y-%m-%d') AS first
      FROM (SELECT DISTINCT currency, trade_date AS day FROM fills UNION SELECT DISTINCT currency, date FROM daily)
      WHERE currency <> ${own} AND NOT EXISTS (SELECT 1 FROM fx WHERE fx.date = day
        AND ((base = currency AND quote = ${own}) OR (quote = currency AND base = ${own})))
      GROUP BY currency`,
      ({ value, expected, days, first, day }) =>
        `There is no rate from ${value} to ${expected} on ${counted(Number(days), "day")} with fills or totals in ${value}, ${first} to ${day}. Load them with "riskbook ingest fx FILE".`,
    );
  },
});
