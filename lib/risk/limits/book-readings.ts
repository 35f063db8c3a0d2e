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

/**
 * The values that limits are held against, at the close of one session: for each limit's scope and measure, those of every
 * name there is.
 * @param day index into the P&L's sessions
 * @param kind which P&L is looked at: `actual` has gaps where positions could not be priced
 */
export function bookReadings(
  pnl: BookPnl,
  groups: BookGroups,
  limits: readonly Limit[],
  options: { day: number; kind: "actual" | "realised" },
): Reading[] {
  const wanted = [...new Set(limits.map(({ scope, measure }) => `${scope}|${measure}`))];
  const scopes = new Set(limits.map(({ scope }) => scope));
  const subjects = [...scopes].flatMap(scope => subjectsOf(scope, pnl, groups, options));
  return wanted.flatMap(pair => {
    const [scope, measure] = pair.split("|") as [Scope, string];
    return subjects
      .filter(group => group.scope === scope)
      .map(({ name, subject }) => ({
        scope,
        name,
        measure,
        ...(readLimitMeasure(measure, subject) ?? { value: null, reason: `there is no measure ${measure}` }),
      }));
  });
}

/** Every name that a scope has, with what its measures are worked out from at the close of one session. */
export function subjectsOf(
  scope: Scope,
  pnl: BookPnl,
  { accounts, sectors, firmCapital, firm }: BookGroups,
  options: { day: number; kind: "actual" | "realised" },
): NamedSubject[] {
  const byName = new Map<string, { series: PnlSeries[]; keys: Set<string>; capital: number | null }>();
  const add = (name: string, series: PnlSeries, key: string, capital: number | null): void => {
    const found = byName.get(name);
    if (found === undefined) byName.set(name, { series: [series], keys: new Set([key]), capital });
    else {
      found.series.push(series);
      found.keys.add(key);
      found.capital = found.capital === null || capital === null ? null : found.capital + capital;
    }
  };
  if (scope === "symbol" || scope === "sector") {
    pnl.bySymbol().forEach((series, i) => {
      const symbol = pnl.symbols[i]!;
      const name = scope === "symbol" ? symbol : sectors.get(symbol);
      if (name !== undefined) add(name, series, symbol, null);
    });
  } else {
    const series = pnl.byAccount();
    for (const { account, trader, desk, capitalBase } of accounts) {
      const own = series[pnl.accounts.indexOf(account)];
      const name = ownerIn(scope, { account, trader, desk }, firm);
      if (own !== undefined && name !== null) add(name, own, account, capitalBase);
    }
  }
  const side = scope === "symbol" || scope === "sector" ? "symbol" : "account";
  return [...byName].map(([name, { series, keys, capital }]) => ({
    scope,
    name,
    subject: subjectOf(
      pnl,
      series,
      largestOf(pnl, side, keys, options.day),
      scope === "firm" ? firmCapital : capital,
      options,
    ),
  }));
}

/** The accounts behind a name of the firm, a desk, a trader or an account; none for symbols and sectors. */
export function accountsOf({ accounts, firm }: BookGroups, scope: Scope, name: string): string[] {
  if (scope === "symbol" || scope === "sector") return [];
  return accounts.filter(owner => ownerIn(scope, owner, firm) === name).map(({ account }) => account);
}

type Owner = Pick<BookGroups["accounts"][number], "account" | "trader" | "desk">;

function ownerIn(scope: Exclude<Scope, "symbol" | "sector">, owner: Owner, firm: string): string | null {
  return scope === "firm" ? firm : owner[scope];
}

function subjectOf(
  pnl: BookPnl,
  series: readonly PnlSeries[],
  largestPosition: number,
  capital: number | null,
  { day, kind }: { day: number; kind: "actual" | "realised" },
): LimitSubject {
  const total = new Float64Array(day + 1);
  let [grossExposure, netExposure] = [0, 0];
  for (const one of series) {
    const values = kind === "actual" ? one.actual : one.net;
    for (let session = 0; session <= day; session++) total[session]! += values[session]!;
    grossExposure += one.grossExposure[day]!;
    netExposure += one.netExposure[day]!;
  }
  return {
    pnl: total,
    monthLength: sessionsOfMonth(pnl.dates, day),
    grossExposure,
    netExposure,
    largestPosition,
    capital,
  };
}

function sessionsOfMonth(dates: readonly IsoDate[], day: number): number {
  const month = dates[day]!.slice(0, 7);
  let first = day;
  while (first > 0 && dates[first - 1]!.startsWith(month)) first--;
  return day - first + 1;
}

function largestOf(pnl: BookPnl, side: "account" | "symbol", keys: ReadonlySet<string>, day: number): number {
  const { daily } = pnl;
  const names = side === "account" ? pnl.accounts : pnl.symbols;
  let largest = 0;
  for (let row = 0; row < daily.n; row++) {
    if (daily.date[row] !== day || !keys.has(names[daily[side][row]!]!)) continue;
    const size = Math.abs(daily.exposure[row]!);
    if (!(size <= largest)) largest = size;
  }
  return largest;
}
