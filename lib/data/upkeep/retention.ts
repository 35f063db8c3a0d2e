import type { SnapshotEntry } from "../store/index.js";

/** Which snapshots stay: the newest few; or those of the last days and, of the last months, the last one of each. */
export type Retention = { readonly snapshots: number } | DaysAndMonths;

interface DaysAndMonths {
  readonly days: number;
  /** The month under way included; none unless given. */
  readonly months?: number;
  /** IANA zone in which a month ends; UTC unless given. */
  readonly timeZone?: string;
}

/**
 * Says of each snapshot why it stays by its age, if it does.
 * @param snapshots oldest first; the newest always stays
 */
export function reasonsOfAge(
  snapshots: readonly Pick<SnapshotEntry, "id" | "created">[],
  keep: Retention,
  now: Date,
): Map<string, string[]> {
  const newest = snapshots.at(-1)?.id;
  const recent = recentIds(snapshots, keep, now);
  const monthEnds = "days" in keep ? lastOfMonths(snapshots, keep, now) : new Map<string, string>();
  return new Map(
    snapshots.map(({ id }) => {
      if (id === newest) return [id, ["newest"]];
      if (recent.has(id)) return [id, ["recent"]];
      const month = monthEnds.get(id);
      return [id, month === undefined ? [] : [`the last of ${month}`]];
    }),
  );
}

function recentIds(
  snapshots: readonly Pick<SnapshotEntry, "id" | "created">[],
  keep: Retention,
  now: Date,
): ReadonlySet<string> {
  const since = "days" in keep ? now.getTime() - keep.days * 86_400_000 : undefined;
  const recent =
    since === undefined
      ? snapshots.slice(-("snapshots" in keep ? keep.snapshots : 0))
      : snapshots.filter(({ created }) => Date.parse(created) >= since);
  return new Set(recent.map(({ id }) => id));
}

/** The last snapshot of each of the last months, by its id. */
function lastOfMonths(
  snapshots: readonly Pick<SnapshotEntry, "id" | "created">[],
  { months = 0, timeZone = "UTC" }: DaysAndMonths,
  now: Date,
): Map<string, string> {
  const monthOf = monthsIn(timeZone);
  const [year, month] = monthOf(now).split("-").map(Number) as [number, number];
  const first = 12 * year + month - months;
  const last = new Map(snapshots.map(({ id, created }) => [monthOf(new Date(created)), id]));
  const wanted = [...last].filter(([name]) => 12 * Number(name.slice(0, 4)) + Number(name.slice(5)) > first);
  return new Map(wanted.map(([name, id]) => [id, name]));
}

function monthsIn(timeZone: string): (time: Date) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit" });
  return time => format.format(time).slice(0, 7);
}
