import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { figure, percent } from "../words.js";

/** Sessions on which a firm that trades every day did not trade at all. */
export const missingFills: Rule = rule<"usual">({
  id: "missing-fills",
  tables: ["fills"],
  severity: "warn",
  sentence: "A firm that trades on nearly every session has fills on each one between its first and its last.",
  thresholds: {
    usual: { value: 0.95, meaning: "share of sessions with fills from which on a session without is told" },
  },
  async check(judged, { usual }) {
    const calendar = judged.calendar.name;
    const spanned = `(SELECT day, day IN (SELECT trade_date FROM fills) AS traded FROM sessions WHERE calendar = '${calendar}'
      AND day BETWEEN (SELECT min(trade_date) FROM fills) AND (SELECT max(trade_date) FROM fills))`;
    const [share] = await judged.rows(`SELECT avg(traded::INTEGER) AS traded, count(*)::DOUBLE AS n FROM ${spanned}`);
    const traded = Number(share?.traded ?? 0);
    if (traded < usual) {
      return {
        reason: `there are fills on ${percent(traded)} of ${figure(share?.n)} sessions only, so a session without them is usual`,
      };
    }
    return find(
      judged,
      `SELECT day, 0 AS rows, 'no fill' AS value, 'fills' AS expected FROM ${spanned} WHERE NOT traded`,
      ({ day }) =>
        `${day}: nobody traded, on a session of ${calendar}; fills are there on ${percent(traded)} of sessions.`,
    );
  },
});
