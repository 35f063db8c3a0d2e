import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted, percent } from "../words.js";

/**
 * Days whose fills seem to be there twice, under different ids. Identical partial fills are real, so a day is told only
 * when it has nearly as many repeats as the whole day twice would give beyond the account's usual ones.
 */
export const duplicateFills: Rule = rule({
  id: "duplicate-fills",
  tables: ["fills"],
  severity: "hold",
  sentence:
    "A day's fills do not repeat others in account, time, symbol, side, quantity and price far above the account's usual rate.",
  thresholds: {
    fills: { value: 10, meaning: "fills of an account's day, at least" },
    part: { value: 0.8, meaning: "of the repeats that the whole day twice would give, at least" },
  },
  check: (judged, { fills, part }) =>
    find(
      judged,
      `SELECT account, day, n AS rows, repeats AS value, usual * n AS expected, share, usual
      FROM (SELECT *, repeats / n AS share, median(repeats / n) OVER (PARTITION BY account) AS usual
        FROM (SELECT account, trade_date AS day, sum(c)::DOUBLE AS n, (sum(c) - count(*))::DOUBLE AS repeats,
            (count(*) FILTER (c % 2 = 1))::DOUBLE / count(*) AS odd
          FROM (SELECT account, trade_date, count(*) AS c FROM fills GROUP BY account, trade_date, time, symbol, side, quantity, price)
          GROUP BY ALL))
      WHERE n >= ${fills} AND (share >= usual + ${part} * (1 - usual) / 2 OR (usual >= 0.5 AND odd = 0))`,
      ({ account, day, rows, value, usual }) =>
        `${account} ${day}: ${counted(Number(value), "fill")} of ${rows} repeat another one of the day in time, symbol, side, quantity and price; ${percent(usual)} is usual. Was the day loaded twice under other ids?`,
    ),
});
