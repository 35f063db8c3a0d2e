import type { IsoDate } from "../../core/index.js";
import type { BookPnl, PnlSeries } from "../../data/index.js";
import type { Limit, Reading, Scope } from "./limit.js";
import { type LimitSubject, readLimitMeasure } from "./limit-measures.js";

/** Who stands behind accounts and symbols. */
export interface BookGroups {
  readonly accounts: readonly {
    readonly account: string;
    readonly trader: string;
    readonly desk: string | null;
    readonly capitalBase: number | null;
  }[];
  readonly sectors: ReadonlyMap<string, string>;
  readonly firmCapital: number | null;
  /** What the firm is called in readings. */
  readonly firm: string;
}

/** A name within a scope, its P&L and what is open. */
export interface NamedSubject {
  readonly scope: Scope;
  readonly name: string;
  readonly subject: LimitSubject;
}

/** The names of a scope at the close of a session, by its index into the P&L's sessions. */
export type BookSubjects = (scope: Scope, day: number) => readonly NamedSubject[];

/**
 * Lays a book's P&L out by every name that limits can be set on. A scope is added up once, when first asked for: a session is
 * then a view of what came before it.
 * @param kind which P&L is looked at: `actual` has gaps where positions could not be priced
 */
export function bookSubjects(pnl: BookPnl, groups: BookGroups, kind: "actual" | "realised"): BookSubjects {
  const known = new Map<Scope, readonly Group[]>();
  return (scope, day) => {
    const all = known.get(scope) ?? groupsOf(scope, pnl, groups, kind);
    known.set(scope, all);
    const monthLength = sessionsOfMonth(pnl.dates, day);
    return all.map(({ name, capital, total, grossExposure, netExposure, largestPosition }) => ({
      scope,
      name,
      subject: {
        pnl: total.subarray(0, day + 1),
        monthLength,
        grossExposure: grossExposure[day]!,
        netExposure: netExposure[day]!,
        largestPosition: largestPosition[day]!,
        capital,
      },
    }));
  };
}

/** The values that limits are held against at the close of a session: of each limit's scope and measure, those of every name. */
export function bookReadings(subjects: BookSubjects, limits: readonly Limit[], day: number): Reading[] {
  const wanted = [...new Set(limits.map(({ scope, measure }) => `${scope}|${measure}`))];
  return wanted.flatMap(pair => {
    const [scope, measure] = pair.split("|") as [Scope, string];
    return subjects(scope, day).map(({ name, subject }) => ({
      scope,
      name,
      measure,
      ...(readLimitMeasure(measure, subject) ?? { value: null, reason: `there is no measure ${measure}` }),
    }));
  });
}

/** A name over all sessions of a P&L. */
interface Group {
  readonly name: string;
  readonly capital: number | null;
  readonly total: Float64Array;
  readonly grossExposure: Float64Array;
  readonly netExposure: Float64Array;
  /** NaN on a session on which one of the positions has no price. */
  readonly largestPosition: Float64Array;
}

/** One account or symbol that counts towards a name. */
interface Member {
  readonly name: string;
  /** Its place in the P&L's accounts or symbols. */
  readonly code: number;
  readonly series: PnlSeries;
  readonly capital: number | null;
}

function groupsOf(scope: Scope, pnl: BookPnl, groups: BookGroups, kind: "actual" | "realised"): Group[] {
  const byName = new Map<string, Group & { capital: number | null }>();
  const ofCode = new Map<number, Group>();
  for (const { name, code, series, capital } of membersOf(scope, pnl, groups)) {
    const found = byName.get(name);
    const group = found ?? { ...emptyGroup(name, pnl.dates.length), capital };
    if (found !== undefined)
      found.capital = found.capital === null || capital === null ? null : found.capital + capital;
    byName.set(name, group);
    ofCode.set(code, group);
    addInPlace(group.total, kind === "actual" ? series.actual : series.net);
    addInPlace(group.grossExposure, series.grossExposure);
    addInPlace(group.netExposure, series.netExposure);
  }
  fillLargest(pnl, isBySymbol(scope) ? pnl.daily.symbol : pnl.daily.account, ofCode);
  const all = [...byName.values()];
  return scope === "firm" ? all.map(group => ({ ...group, capital: groups.firmCapital })) : all;
}

function membersOf(scope: Scope, pnl: BookPnl, { accounts, sectors, firm }: BookGroups): Member[] {
  if (isBySymbol(scope)) {
    return pnl.bySymbol().flatMap((series, code) => {
      const symbol = pnl.symbols[code]!;
      const name = scope === "symbol" ? symbol : sectors.get(symbol);
      return name === undefined ? [] : [{ name, code, series, capital: null }];
    });
  }
  const all = pnl.byAccount();
  return accounts.flatMap(owner => {
    const code = pnl.accounts.indexOf(owner.account);
    const name = ownerIn(scope, owner, firm);
    return code < 0 || name === null ? [] : [{ name, code, series: all[code]!, capital: owner.capitalBase }];
  });
}

function isBySymbol(scope: Scope): scope is "symbol" | "sector" {
  return scope === "symbol" || scope === "sector";
}

function emptyGroup(name: string, days: number): Omit<Group, "capital"> {
  const series = (): Float64Array => new Float64Array(days);
  return { name, total: series(), grossExposure: series(), netExposure: series(), largestPosition: series() };
}

function addInPlace(total: Float64Array, values: Float64Array): void {
  for (let day = 0; day < total.length; day++) total[day]! += values[day]!;
}

/** The largest position of each group on each session, in one pass over the daily rows; Math.max keeps what is NaN. */
function fillLargest({ daily }: BookPnl, codes: Int32Array, ofCode: ReadonlyMap<number, Group>): void {
  for (let row = 0; row < daily.n; row++) {
    const largest = ofCode.get(codes[row]!)?.largestPosition;
    const day = daily.date[row]!;
    if (largest !== undefined) largest[day] = Math.max(largest[day]!, Math.abs(daily.exposure[row]!));
  }
}

/** The accounts behind a name of the firm, a desk, a trader or an account; none for symbols and sectors. */
export function accountsOf({ accounts, firm }: BookGroups, scope: Scope, name: string): string[] {
  if (isBySymbol(scope)) return [];
  return accounts.filter(owner => ownerIn(scope, owner, firm) === name).map(({ account }) => account);
}

type Owner = Pick<BookGroups["accounts"][number], "account" | "trader" | "desk">;

function ownerIn(scope: Exclude<Scope, "symbol" | "sector">, owner: Owner, firm: string): string | null {
  return scope === "firm" ? firm : owner[scope];
}

function sessionsOfMonth(dates: readonly IsoDate[], day: number): number {
  const month = dates[day]!.slice(0, 7);
  let first = day;
  while (first > 0 && dates[first - 1]!.startsWith(month)) first--;
  return day - first + 1;
}
