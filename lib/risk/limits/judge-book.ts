import type { IsoDate } from "../../core/index.js";
import type { BookPnl } from "../../data/index.js";
import { accountsOf, type BookGroups, type BookSubjects, bookReadings, bookSubjects } from "./book-readings.js";
import { checkLimits, looserThanParent } from "./check-limits.js";
import { byUrgency, evaluateLimits, type LimitStatus, limitsInForce } from "./evaluate-limits.js";
import type { Limit, Scope } from "./limit.js";
import { LIMIT_MEASURES } from "./limit-measures.js";

/** A limit with how long it has been passed. */
export interface DatedStatus extends LimitStatus {
  /** First session of those in a row, up to the day, on which the hard bound was passed; null where it is not. */
  readonly breachedSince: IsoDate | null;
}

/** A book held against its limits at the close of one session. */
export interface LimitJudgement {
  readonly asOf: IsoDate;
  /** The most urgent first. */
  readonly statuses: readonly DatedStatus[];
  /** Limits that never bind because what they are part of is narrower, as sentences. */
  readonly notes: readonly string[];
}

/**
 * Holds a book against the limits in force on a session of its P&L.
 * @param options.day index into the P&L's sessions; the last unless given
 * @param options.kind which P&L is looked at
 * @throws `BAD_LIMIT`, `UNKNOWN_MEASURE` for limits that cannot be meant
 */
export function judgeBook(
  pnl: BookPnl,
  groups: BookGroups,
  limits: readonly Limit[],
  options: { day?: number; kind: "actual" | "realised" },
): LimitJudgement {
  checkLimits(limits, LIMIT_MEASURES);
  const day = options.day ?? pnl.dates.length - 1;
  const book: Book = { pnl, groups, limits, subjects: bookSubjects(pnl, groups, options.kind) };
  const statuses = byUrgency(statusesOn(day, book));
  const broken = statuses.filter(({ state }) => state === "hard");
  const since = broken.length === 0 ? new Map<LimitStatus, IsoDate>() : firstSessions(broken, day, book);
  return {
    asOf: pnl.dates[day]!,
    statuses: statuses.map(status => ({ ...status, breachedSince: since.get(status) ?? null })),
    notes: looserThanParent(limitsInForce(limits, pnl.dates[day]!), parentIn(groups)),
  };
}

/** A limit on one session: whose, and how much of it was used. */
export interface LimitDay extends LimitStatus {
  readonly date: IsoDate;
}

/**
 * The same for each of the last sessions, oldest first, by the limits that were in force then.
 * @param options.sessions how many
 * @throws `BAD_LIMIT`, `UNKNOWN_MEASURE`
 */
export function limitHistory(
  pnl: BookPnl,
  groups: BookGroups,
  limits: readonly Limit[],
  options: { sessions: number; kind: "actual" | "realised" },
): LimitDay[] {
  checkLimits(limits, LIMIT_MEASURES);
  const book: Book = { pnl, groups, limits, subjects: bookSubjects(pnl, groups, options.kind) };
  const first = Math.max(0, pnl.dates.length - options.sessions);
  return pnl.dates.slice(first).flatMap((date, i) => statusesOn(first + i, book).map(status => ({ ...status, date })));
}

/** What each session is judged by. */
interface Book {
  readonly pnl: BookPnl;
  readonly groups: BookGroups;
  readonly limits: readonly Limit[];
  readonly subjects: BookSubjects;
}

function statusesOn(day: number, { pnl, groups, limits, subjects }: Book): LimitStatus[] {
  const inForce = limitsInForce(limits, pnl.dates[day]!);
  return evaluateLimits(inForce, bookReadings(subjects, inForce, day), whyUnread(pnl, groups));
}

/** A limit of a name that nothing is known of is more likely misspelt than idle. */
function whyUnread({ symbols }: BookPnl, groups: BookGroups): (limit: Limit) => string {
  return ({ scope, name }) => {
    if (name === "*") return `nothing belongs to any ${scope}`;
    if (scope === "firm") return `the firm is called ${groups.firm}; name it so, or *`;
    const known =
      scope === "symbol"
        ? symbols.includes(name)
        : scope === "sector"
          ? [...groups.sectors.values()].includes(name)
          : accountsOf(groups, scope, name).length > 0;
    return known ? `${scope} ${name} has no fills so far` : `there is no ${scope} ${name} in the store`;
  };
}

/** Goes back session by session while a limit that is passed now was passed then, by the bounds of then. */
function firstSessions(broken: readonly LimitStatus[], day: number, book: Book): Map<LimitStatus, IsoDate> {
  const { pnl, limits } = book;
  const since = new Map(broken.map(status => [status, pnl.dates[day]!]));
  let open = [...broken];
  for (let back = day - 1; back >= 0 && open.length > 0; back--) {
    const scopes = new Set(open.map(({ limit }) => `${limit.scope}|${limit.measure}`));
    const needed = limits.filter(({ scope, measure }) => scopes.has(`${scope}|${measure}`));
    const then = statusesOn(back, { ...book, limits: needed });
    open = open.filter(status => then.some(other => other.state === "hard" && sameSubject(other, status)));
    for (const status of open) since.set(status, pnl.dates[back]!);
  }
  return since;
}

function sameSubject(a: LimitStatus, b: LimitStatus): boolean {
  return a.name === b.name && a.limit.scope === b.limit.scope && a.limit.measure === b.limit.measure;
}

function parentIn({ accounts }: BookGroups): (scope: Scope, name: string) => { scope: Scope; name: string } | null {
  return (scope, name) => {
    if (scope === "account") {
      const trader = accounts.find(({ account }) => account === name)?.trader;
      return trader === undefined ? null : { scope: "trader", name: trader };
    }
    if (scope !== "trader") return null;
    const desk = accounts.find(({ trader }) => trader === name)?.desk;
    return desk ? { scope: "desk", name: desk } : null;
  };
}
