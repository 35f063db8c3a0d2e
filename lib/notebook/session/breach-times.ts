import { dayNumber, type IsoDate } from "../../core/index.js";
import {
  minuteBarsBetween,
  openCalendar,
  realisedPath,
  type Snapshot,
  type SnapshotBook,
  sessionPath,
  sessionSpan,
  type TripBars,
} from "../../data/index.js";
import {
  accountsOf,
  type BookGroups,
  type BookSubjects,
  bookSubjects,
  breachSession,
  type DatedStatus,
  isFollowed,
  type Limit,
  type LimitBreach,
  limitsInForce,
  sessionBreach,
} from "../../risk/index.js";

/** A limit with the moment at which it was first passed, and the fills after it. */
export interface TimedStatus extends DatedStatus {
  /**
   * Null where the limit was not passed, or is no limit on P&L. A limit that is within at the close was passed in the course of
   * the session and came back.
   */
  readonly firstBreach: LimitBreach | null;
}

/** What limits are held against. */
export interface LimitInputs {
  readonly limits: readonly Limit[];
  readonly groups: BookGroups;
  readonly kind: "actual" | "realised";
}

/** Looks for the moment in the session in which each limit on P&L was passed; in the last one for those that are within. */
export async function withBreachTimes(
  statuses: readonly DatedStatus[],
  book: SnapshotBook,
  inputs: LimitInputs,
  sessions: { snapshot: Snapshot; calendar: string },
): Promise<TimedStatus[]> {
  const calendar = openCalendar(sessions.calendar, "riskbook.yaml");
  const subjects = bookSubjects(book, inputs.groups, inputs.kind);
  const days = new Map<IsoDate, SessionInputs>();
  const timed: TimedStatus[] = [];
  for (const status of statuses) {
    if (!isFollowed(status.limit) || status.value === null) {
      timed.push({ ...status, firstBreach: null });
      continue;
    }
    const date = breachSession(status.limit, status.breachedSince ?? book.dates.at(-1)!, book.dates);
    if (!days.has(date)) {
      const span = sessionSpan(date, calendar);
      days.set(date, {
        ...span,
        date,
        bars: await minuteBarsBetween(sessions.snapshot, span.fromMs, span.toMs),
      });
    }
    timed.push({ ...status, firstBreach: breachOf(status, book, { ...inputs, subjects }, days.get(date)!) });
  }
  return timed;
}

interface SessionInputs {
  readonly date: IsoDate;
  readonly fromMs: number;
  readonly toMs: number;
  readonly bars: TripBars;
}

function breachOf(
  status: DatedStatus,
  book: SnapshotBook,
  { limits, groups, kind, subjects }: LimitInputs & { readonly subjects: BookSubjects },
  session: SessionInputs,
): LimitBreach | null {
  const { scope } = status.limit;
  const accounts = accountsOf(groups, scope, status.name);
  const { date, bars } = session;
  const path =
    kind === "actual" ? sessionPath(book, bars, { ...session, accounts }) : realisedPath(book, { date, accounts });
  // Closed trades alone can lose what open ones have gained: they time a breach, but are no evidence of one.
  if (status.state !== "hard" && kind === "actual" && path.basis === "realised only") return null;
  const day = book.dates.indexOf(date);
  const subject = subjects(scope, day).find(({ name }) => name === status.name)?.subject;
  if (subject === undefined) return null;
  return sessionBreach(
    limitOn(date, status.limit, limits),
    subject,
    path,
    session.toMs,
    fillsFrom(date, book, accounts),
  );
}

/** The limit as it was on the day on which it was passed. */
function limitOn(date: IsoDate, limit: Limit, limits: readonly Limit[]): Limit {
  const same = ({ scope, name, measure, hard }: Limit): boolean =>
    hard !== null && scope === limit.scope && name === limit.name && measure === limit.measure;
  return limitsInForce(limits, date).find(same) ?? limit;
}

function fillsFrom(date: IsoDate, { fills }: SnapshotBook, accounts: readonly string[]): Float64Array {
  const [first, chosen] = [dayNumber(date), new Set(accounts)];
  const own = Uint8Array.from(fills.accounts, account => (chosen.has(account) ? 1 : 0));
  return fills.time.filter((_, row) => fills.day[row]! >= first && own[fills.account[row]!] === 1).sort();
}
