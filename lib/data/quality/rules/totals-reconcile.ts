import { foundOf } from "../find.js";
import { type Finding, type Rule, rule } from "../rule.js";
import { money } from "../words.js";

/** P&L from fills against the totals that the source states, to the cent. */
export const totalsReconcile: Rule = rule({
  id: "totals-reconcile",
  tables: ["daily"],
  severity: "hold",
  sentence: "Gross, fees and net of each account's day agree with its fills to the cent, and both sides have the day.",
  thresholds: {},
  needs: ["fills"],
  async check(judged) {
    const { differences, onlyOurs, onlyTheirs } = await judged.reconciliation();
    const different = differences.filter(({ figure }) => figure === "gross" || figure === "fees" || figure === "net");
    const findings: Finding[] = [
      ...different.map(({ account, date, currency, figure, ours, theirs, difference }) => ({
        ...{ account, symbol: null, day: date, value: theirs, expected: ours, rows: 1 },
        sentence: `${account} ${date}: ${figure} is ${money(theirs, currency)} as stated and ${money(ours, currency)} by its fills, a difference of ${money(difference, currency)}.`,
      })),
      ...onlyOurs.map(({ account, date, currency, net }) => ({
        ...{ account, symbol: null, day: date, value: null, expected: net, rows: 0 },
        sentence: `${account} ${date}: the source states no total; the fills come to ${money(net, currency)} net.`,
      })),
      ...onlyTheirs.map(({ account, date, currency, net }) => ({
        ...{ account, symbol: null, day: date, value: net, expected: null, rows: 1 },
        sentence: `${account} ${date}: the source states ${money(net, currency)} net, but there is no fill.`,
      })),
    ];
    return foundOf(judged, findings);
  },
});
