import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { figure, percent } from "../words.js";

/** Closes that jump as no news makes them: a split that nobody told of, a wrong digit, another instrument. */
export const priceJump: Rule = rule({
  id: "price-jump",
  tables: ["prices"],
  severity: "warn",
  sentence: "No close jumps far beyond the symbol's own moves without a split in actions.",
  thresholds: {
    deviations: { value: 12, meaning: "scaled median absolute deviations of the symbol's daily log returns" },
    move: { value: 0.3, meaning: "share of the close before, up or down, from which on a jump is told" },
    days: { value: 20, meaning: "returns of the symbol, at least" },
  },
  check: (judged, { deviations, move, days }) =>
    find(
      judged,
      `SELECT symbol, date AS day, close AS value, before AS expected FROM (
        SELECT *, median(moved) OVER own AS middle, mad(moved) OVER own AS spread, count(moved) OVER own AS n FROM (
          SELECT symbol, date, close, lag(close) OVER dated AS before,
            CASE WHEN close > 0 AND lag(close) OVER dated > 0 THEN ln(close / lag(close) OVER dated) END AS moved
          FROM prices JOIN symbol_calendars USING (symbol) WHERE kind <> 'option' WINDOW dated AS (PARTITION BY symbol ORDER BY date))
        WINDOW own AS (PARTITION BY symbol))
      WHERE n >= ${days} AND abs(moved) >= ln(1 + ${move}) AND abs(moved - middle) > ${deviations} * 1.4826 * greatest(spread, 0.0001)
        AND (symbol, date) NOT IN (SELECT (symbol, date) FROM actions WHERE kind = 'split')`,
      ({ symbol, day, value, expected }) =>
        `${symbol} ${day}: the close went from ${figure(expected)} to ${figure(value)} (${percent(Number(value) / Number(expected) - 1)})${likeSplit(Number(expected) / Number(value))}.`,
    ),
});

/** What a jump would be if it were a split. */
function likeSplit(ratio: number): string {
  const whole = Math.round(Math.max(ratio, 1 / ratio));
  const near = whole >= 2 && Math.abs(Math.max(ratio, 1 / ratio) / whole - 1) < 0.06;
  if (!near) return " and there is no split in actions";
  return `, as of a ${ratio > 1 ? `${whole}-for-1` : `1-for-${whole}`} split that is not in actions`;
}
