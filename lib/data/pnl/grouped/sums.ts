import type { Conversion } from "../../fx/index.js";
import type { PnlEntries } from "./entries.js";
import { GroupSums } from "./group-sums.js";

/** Figures by group; money in the currency of the group. */
export class FigureSums {
  readonly realised: GroupSums = new GroupSums();
  readonly fees: GroupSums = new GroupSums();
  readonly actual: GroupSums = new GroupSums();
  readonly fills: GroupSums = new GroupSums();

  /**
   * Adds entries, each to its group, converted at its day's rate. A day without any P&L needs no rate.
   * @param groups the group of each entry; −1 leaves it out
   */
  add(entries: PnlEntries, groups: Int32Array, conversion?: Conversion): void {
    const rateOf = conversion === undefined ? () => 1 : dailyRate(entries.currency, conversion);
    const { realised, fees, actual, fills, day } = entries;
    for (let i = 0; i < entries.n; i++) {
      const group = groups[i]!;
      if (group < 0) continue;
      this.fills.add(group, fills === null ? 1 : fills[i]!);
      const change = actual === null ? 0 : actual[i]!;
      if (realised[i] === 0 && fees[i] === 0 && change === 0) continue;
      const rate = rateOf(day[i]!);
      this.realised.add(group, realised[i]! * rate);
      this.fees.add(group, fees[i]! * rate);
      this.actual.add(group, change * rate);
    }
  }
}

/** Rates by day, each looked for once. */
function dailyRate(currency: string, conversion: Conversion): (day: number) => number {
  let [last, rate] = [Number.NaN, 1];
  const known = new Map<number, number>();
  return day => {
    if (day === last) return rate;
    rate = known.get(day) ?? conversion.rate(currency, day);
    known.set(day, rate);
    last = day;
    return rate;
  };
}
