import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted, figure } from "../words.js";

/** Fills before which the source states another position than the fills before them add up to: one is missing. */
export const positionChain: Rule = rule({
  id: "position-chain",
  tables: ["fills"],
  severity: "hold",
  sentence: "The position before a fill, where the source states it, is what the fills before it add up to.",
  thresholds: {},
  async check(judged) {
    const [stated] = await judged.rows("SELECT count(start_position)::DOUBLE AS n FROM fills");
    if (stated?.n === 0) return { reason: "no fill states its start_position" };
    return find(
      judged,
      `SELECT account, symbol, max(trade_date) AS day, count(*) AS rows, strftime(min(trade_date), '%Y-%m-%d') AS first,
        arg_min(start_position, (time, sequence))::DOUBLE AS value, arg_min(held, (time, sequence))::DOUBLE AS expected
      FROM (SELECT account, symbol, trade_date, time, sequence, start_position,
          coalesce(sum(CASE side WHEN 'buy' THEN quantity ELSE -quantity END) OVER (PARTITION BY account, symbol
            ORDER BY trade_date, time, sequence ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS held FROM fills)
      WHERE start_position <> held GROUP BY account, symbol`,
      ({ account, symbol, first, rows, value, expected }) =>
        `${account} ${symbol}: ${counted(rows, "fill")} from ${first} on state another position than the fills before; the first ${figure(value, 8)}, where those add up to ${figure(expected, 8)}.`,
    );
  },
});
