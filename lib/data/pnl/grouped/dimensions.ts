import { fromDayNumber } from "../../../core/index.js";
import { clockTimes } from "../../calendars/index.js";
import type { PnlEntries } from "./entries.js";
import { Names } from "./names.js";
import type { Owner, Owners } from "./owners.js";

/** What P&L can be told by. */
export const PNL_DIMENSIONS = [
  "trader",
  "desk",
  "group",
  "account",
  "symbol",
  "underlying",
  "kind",
  "sector",
  "tradedIn",
  "tag",
  "hour",
  "weekday",
  "month",
  "day",
] as const;
export type PnlDimension = (typeof PNL_DIMENSIONS)[number];

/** Dimensions that only a fill has: an open position's change of value belongs to no hour and no tag. */
export const FILL_DIMENSIONS: ReadonlySet<PnlDimension> = new Set(["tag", "hour"]);

/** What is known of accounts, instruments and the firm. */
export interface Facts {
  readonly owners: Owners;
  readonly instruments: ReadonlyMap<string, InstrumentFacts>;
  /** IANA zone in which hours are told. */
  readonly timeZone: string;
}

/** What is known of an instrument; null where nothing is. */
export interface InstrumentFacts {
  readonly kind: string | null;
  readonly sector: string | null;
  readonly underlying: string | null;
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
const HOUR_MS = 3_600_000;

/** Names of a dimension's groups; hours and weekdays have theirs from the start, so that they keep their order. */
export function namesFor(dimension: PnlDimension): Names {
  return new Names(dimension === "weekday" ? WEEKDAYS : dimension === "hour" ? HOURS : []);
}

/** The code of each entry in a dimension. */
export function codesOf(dimension: PnlDimension, entries: PnlEntries, facts: Facts, names: Names): Int32Array {
  const { instruments } = facts;
  switch (dimension) {
    case "trader":
    case "desk":
    case "group":
      return byOwner(entries, facts.owners, owner => names.code(owner[dimension]));
    case "account":
      return through(
        entries.account,
        entries.accounts.map(account => names.code(account)),
      );
    case "symbol":
      return through(
        entries.symbol,
        entries.symbols.map(symbol => names.code(symbol)),
      );
    case "underlying":
    case "kind":
    case "sector":
      return through(
        entries.symbol,
        entries.symbols.map(symbol => names.code(instruments.get(symbol)?.[dimension] ?? null)),
      );
    case "tradedIn": // the currency, whichever the money is shown in
      return new Int32Array(entries.n).fill(names.code(entries.currency));
    case "tag":
      return through(
        entries.tag ?? new Int32Array(entries.n).fill(-1),
        entries.tags.map(tag => names.code(tag)),
      );
    case "hour":
      return Int32Array.from(clockTimes(entries.time!, facts.timeZone), clock => Math.floor(clock / HOUR_MS) % 24);
    case "weekday":
      return entries.day.map(day => (((day + 3) % 7) + 7) % 7); // 1970-01-01 was a Thursday
    case "month":
      return byDay(entries.day, day => names.code(fromDayNumber(day).slice(0, 7)));
    case "day":
      return byDay(entries.day, day => names.code(fromDayNumber(day)));
  }
}

function through(codes: Int32Array, to: readonly number[]): Int32Array {
  return codes.map(code => (code < 0 ? -1 : to[code]!));
}

/** Asks once for each day that occurs. */
function byDay(days: Int32Array, codeOf: (day: number) => number): Int32Array {
  const known = new Map<number, number>();
  let [last, code] = [Number.NaN, -1];
  return days.map(day => {
    if (day === last) return code;
    code = known.get(day) ?? codeOf(day);
    known.set(day, code);
    last = day;
    return code;
  });
}

function byOwner(entries: PnlEntries, owners: Owners, codeOf: (owner: Owner) => number): Int32Array {
  const spans = entries.accounts.map(account => {
    const own = owners.get(account) ?? [];
    return { from: own.map(({ from }) => from), codes: own.map(codeOf) };
  });
  const codes = new Int32Array(entries.n);
  for (let i = 0; i < entries.n; i++) {
    const { from, codes: own } = spans[entries.account[i]!]!;
    let at = from.length - 1;
    while (at >= 0 && from[at]! > entries.day[i]!) at--;
    codes[i] = at < 0 ? -1 : own[at]!;
  }
  return codes;
}
