import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted, figure } from "../words.js";

/** Trading and holding what has expired. */
export const expiredContract: Rule = rule({
  id: "expired-contract",
  tables: ["fills"],
  severity: "hold",
  sentence: "Nothing is traded after its expiry, and nothing expired is still held.",
  thresholds: {},
  needs: ["instruments"],
  check: judged =>
    find(
      judged,
      `SELECT account, symbol, max(trade_date) AS day, count(*) AS rows, 'traded' AS value, strftime(any_value(expiry), '%Y-%m-%d') AS expected
      FROM fills JOIN instruments USING (symbol) WHERE trade_date > expiry GROUP BY account, symbol
      UNION ALL
      SELECT account, symbol, DATE '${judged.asOf}', count(*), sum(CASE side WHEN 'buy' THEN quantity ELSE -quantity END)::DOUBLE::VARCHAR,
        strftime(any_value(expiry), '%Y-%m-%d')
      FROM fills JOIN instruments USING (symbol) WHERE expiry < DATE '${judged.asOf}' GROUP BY account, symbol
      HAVING sum(CASE side WHEN 'buy' THEN quantity ELSE -quantity END) <> 0`,
      ({ account, symbol, day, rows, value, expected }) =>
        value === "traded"
          ? `${account} ${symbol}: ${counted(rows, "fill")} after its expiry on ${expected}, the last on ${day}.`
          : `${account} still holds ${figure(value)} of ${symbol}, which expired on ${expected}. Load its exercise, assignment or expiry.`,
    ),
});
