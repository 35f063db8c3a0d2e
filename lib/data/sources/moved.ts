import { addDays, type IsoDate } from "../../core/index.js";
import type { HeldDay, IngestSummary } from "../ingest/summary.js";
import type { Plan } from "./journal.js";
import type { Watermark, Watermarks } from "./watermarks.js";

/**
 * The watermarks after a run. A feed's moves to the end of what was asked, unless the run began behind it and so left a
 * gap; without one it needs a run from the feed's first day on. It stays before a day that is held: that day is asked for
 * and told again until someone decides. A feed of any accounts stays where it was as long as a day is held of an account
 * that no feed is named for: which of such feeds told it is not known, nor by which watermark, but what this run asked for
 * will be asked for again.
 */
export function movedWatermarks(
  before: Watermarks,
  plan: Plan,
  loads: readonly IngestSummary[],
  run: { readonly snapshot: string | null; readonly keepStored: boolean },
): Watermarks {
  const after: Record<string, Watermark> = {};
  for (const [name, mark] of Object.entries(before)) after[name] = { ...mark, snapshot: run.snapshot };
  const asked = windows(plan);
  for (const [name, { first, from, to, anyAccount }] of asked) {
    const old = before[name];
    const held = loads.flatMap(load => load.held);
    const own = held.filter(({ account }) => account === name).map(({ date }) => date);
    const others = held.filter(({ account }) => anyAccount && !asked.has(account)).map(dayOfAccount);
    const decided = new Set([...(old?.decided ?? []), ...(run.keepStored ? [...own, ...others] : [])]);
    const open = own.filter(day => !decided.has(day)).sort()[0];
    const isWaiting = others.some(day => !decided.has(day));
    const complete = first !== null && from <= first;
    const reached = isWaiting
      ? old?.through
      : old === undefined
        ? complete
          ? to
          : undefined
        : reach(old.through, from, to);
    if (reached === undefined) continue;
    const through = open !== undefined && open <= reached ? addDays(open, -1) : reached;
    after[name] = { through, snapshot: run.snapshot, decided: [...decided].sort() };
  }
  return after;
}

function dayOfAccount({ account, date }: HeldDay): string {
  return `${date} ${account}`;
}

function reach(through: IsoDate, from: IsoDate, to: IsoDate): IsoDate {
  return from > addDays(through, 1) || to < through ? through : to;
}

/** What was asked of each feed, and the first day that there is anything of it. */
interface Asked {
  readonly first: IsoDate | null;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly anyAccount: boolean;
}

/** A feed's pieces stand in order of time. */
function windows({ pieces }: Plan): Map<string, Asked> {
  const found = new Map<string, Asked>();
  for (const { feed, from, to } of pieces) {
    const { first, anyAccount = false } = feed;
    found.set(feed.name, { first, from: found.get(feed.name)?.from ?? from, to, anyAccount });
  }
  return found;
}
