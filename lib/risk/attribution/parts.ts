import type { IsoDate } from "../../core/index.js";
import type { Part } from "../var/contribution.js";

/** P&L of one part on one day; days on which it had none may be missing. */
export interface PartDay {
  readonly part: string;
  readonly day: IsoDate;
  readonly pnl: number;
}

/** Parts over the same days: the days that any of them has, oldest first, 0 where a part has none. */
export interface AlignedParts {
  readonly days: readonly IsoDate[];
  readonly parts: readonly Part[];
}

/**
 * Lays P&L by part and day out as series of equal length, for `decompose`. A day that no part has is in none: a session
 * without any P&L is not a day of zero P&L here, so give at least one part every session.
 */
export function alignParts(rows: Iterable<PartDay>): AlignedParts {
  const list = [...rows];
  const days = [...new Set(list.map(({ day }) => day))].sort();
  const at = new Map(days.map((day, i) => [day, i]));
  const series = new Map<string, Float64Array>();
  for (const { part, day, pnl } of list) {
    let own = series.get(part);
    if (own === undefined) {
      own = new Float64Array(days.length);
      series.set(part, own);
    }
    own[at.get(day)!]! += pnl;
  }
  return { days, parts: [...series].map(([id, pnl]) => ({ id, pnl })) };
}
