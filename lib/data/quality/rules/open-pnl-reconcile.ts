import { foundOf } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { money } from "../words.js";

/** Open P&L and balances against what the source states: other closing prices make small differences. */
export const openPnlReconcile: Rule = rule<"tolerance">({
  id: "open-pnl-reconcile",
  tables: ["daily"],
  severity: "warn",
  sentence: "Stated open P&L, and the change of stated balances, agree with fills, prices and cash.",
  thresholds: { tolerance: { value: 1, meaning: "money, in the account's currency, from which on they differ" } },
  needs: ["fills", "prices"],
  async check(judged, { tolerance }) {
    const { differences } = await judged.reconciliation();
    const open = differences.filter(
      ({ figure, difference }) =>
        (figure === "unrealised" || figure === "balance") && Math.abs(difference) >= tolerance,
    );
    return foundOf(
      judged,
      open.map(({ account, date, currency, figure, ours, theirs, difference }) => ({
        ...{ account, symbol: null, day: date, value: theirs, expected: ours, rows: 1 },
        sentence: `${account} ${date}: ${figure === "balance" ? "the balance" : "open P&L"} is ${money(theirs, currency)} as stated and ${money(ours, currency)} by ours, a difference of ${money(difference, currency)}.`,
      })),
    );
  },
});
