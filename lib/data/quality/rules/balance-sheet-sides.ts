import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { money } from "../words.js";

/** Balance sheets that do not balance. */
export const balanceSheetSides: Rule = rule({
  id: "balance-sheet-sides",
  tables: ["balance_sheet"],
  severity: "warn",
  sentence: "Assets are liabilities and equity, to the cent.",
  thresholds: {},
  check: judged =>
    find(
      judged,
      `SELECT entity, currency, date AS day, count(*) AS rows, sum(CASE kind WHEN 'asset' THEN amount ELSE 0 END)::DOUBLE AS value,
        sum(CASE WHEN kind IN ('liability', 'equity') THEN amount ELSE 0 END)::DOUBLE AS expected
      FROM balance_sheet GROUP BY entity, currency, date
      HAVING sum(CASE kind WHEN 'asset' THEN amount WHEN 'memo' THEN 0 ELSE -amount END) <> 0`,
      ({ entity, currency, day, value, expected }) =>
        `${entity} ${day}: assets are ${money(value, String(currency))}, liabilities and equity ${money(expected, String(currency))}.`,
    ),
});
