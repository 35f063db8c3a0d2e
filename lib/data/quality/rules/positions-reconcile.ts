import { foundOf } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { figure } from "../words.js";

/** Positions from fills against those that the source states. */
export const positionsReconcile: Rule = rule({
  id: "positions-reconcile",
  tables: ["positions"],
  severity: "hold",
  sentence: "Stated positions are those that the fills add up to.",
  thresholds: {},
  needs: ["fills"],
  async check(judged) {
    const { positions } = await judged.reconciliation();
    return foundOf(
      judged,
      positions.differences.map(({ account, symbol, date, ours, theirs }) => ({
        ...{ account, symbol, day: date, value: theirs, expected: ours, rows: 1 },
        sentence: `${account} ${symbol} ${date}: the source states ${figure(theirs, 8)}, the fills add up to ${figure(ours, 8)}.`,
      })),
    );
  },
});
