import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted } from "../words.js";

/** Fills before a trader came or after the trader left. */
export const traderGone: Rule = rule({
  id: "trader-gone",
  tables: ["fills"],
  severity: "warn",
  sentence: "Accounts trade only while their trader is with the firm.",
  thresholds: {},
  needs: ["traders"],
  check: judged =>
    find(
      judged,
      `SELECT fills.account, trade_date AS day, count(*) AS rows, strftime(trade_date, '%Y-%m-%d') AS value, trader,
        coalesce(strftime(any_value(started), '%Y-%m-%d'), '') || ' to ' || coalesce(strftime(any_value(ended), '%Y-%m-%d'), '') AS expected
      FROM fills JOIN owners ON owners.account = fills.account AND trade_date >= from_date AND trade_date < until
        JOIN traders USING (trader)
      WHERE trade_date > ended OR trade_date < started GROUP BY ALL`,
      ({ account, day, rows, expected, trader }) =>
        `${account} ${day}: ${counted(rows, "fill")}, although ${trader} is with the firm ${expected} only. Assign the account to whom it is.`,
    ),
});
