import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted, figure } from "../words.js";

/** Fills larger than a trader may trade. */
export const maxQuantity: Rule = rule({
  id: "max-quantity",
  tables: ["fills"],
  severity: "warn",
  sentence: "No fill is larger than the trader's max_quantity.",
  thresholds: {},
  needs: ["traders"],
  check: judged =>
    find(
      judged,
      `SELECT fills.account, symbol, trade_date AS day, count(*) AS rows, max(quantity)::DOUBLE AS value,
        any_value(max_quantity)::DOUBLE AS expected, trader
      FROM fills JOIN owners ON owners.account = fills.account AND trade_date >= from_date AND trade_date < until
        JOIN traders USING (trader)
      WHERE quantity > max_quantity GROUP BY ALL`,
      ({ account, symbol, day, rows, value, expected, trader }) =>
        `${account} ${symbol} ${day}: ${counted(rows, "fill")} of up to ${figure(value)}, more than the ${figure(expected)} that ${trader} may trade.`,
    ),
});
