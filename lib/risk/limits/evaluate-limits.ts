import type { IsoDate } from "../../core/index.js";
import { type Limit, passes, type Reading } from "./limit.js";

/** `hard` and `soft`: that bound is passed. `unknown`: the measure is undefined, which is never taken for within. */
export type LimitState = "within" | "soft" | "hard" | "unknown";

/** A limit beside the value it bounds. */
export interface LimitStatus {
  readonly limit: Limit;
  /** Whose value it is; the limit's own name may be `*`. */
  readonly name: string;
  readonly state: LimitState;
  readonly value: number | null;
  /** Why there is no value. */
  readonly reason: string | null;
  /** Value over the hard bound (the soft one where there is no hard), 1 at the bound; 0 where the value has the other sign. */
  readonly utilisation: number | null;
  /** What is left to that bound in the measure's unit; negative beyond it. */
  readonly headroom: number | null;
}

/** The limits that hold on a day: of each scope, name and measure the last that began up to then. */
export function limitsInForce(limits: readonly Limit[], asOf: IsoDate): Limit[] {
  const latest = new Map<string, Limit>();
  for (const limit of limits) {
    if (limit.from > asOf) continue;
    const key = [limit.scope, limit.name, limit.measure].join("|");
    const known = latest.get(key);
    if (known === undefined || known.from < limit.from) latest.set(key, limit);
  }
  return [...latest.values()];
}

/**
 * Holds readings against limits: a reading against the limit of its own name, else against that of `*` in its scope. A
 * limit of a name without a reading is `unknown`, so that a limit is never forgotten.
 * @param limits those in force; @param whyUnread says why a limit has no reading
 */
export function evaluateLimits(
  limits: readonly Limit[],
  readings: readonly Reading[],
  whyUnread: (limit: Limit) => string = nothingRead,
): LimitStatus[] {
  const used = new Set<Limit>();
  const statuses = readings.flatMap(reading => {
    const limit = limitFor(limits, reading);
    if (limit === undefined) return [];
    used.add(limit);
    return [statusOf(limit, reading.name, reading.value, reading.reason)];
  });
  const unread = limits.filter(limit => !used.has(limit) && !covered(limit, limits, readings));
  return [...statuses, ...unread.map(limit => statusOf(limit, limit.name, null, whyUnread(limit)))];
}

function nothingRead({ scope, name }: Limit): string {
  return `nothing was worked out for ${scope}${name === "*" ? "" : ` ${name}`}`;
}

/** A limit for each name is not forgotten where every name has one of its own. */
function covered({ name, scope, measure }: Limit, limits: readonly Limit[], readings: readonly Reading[]): boolean {
  if (name !== "*") return false;
  const read = readings.filter(reading => reading.scope === scope && reading.measure === measure);
  return read.length > 0 && read.every(reading => limitFor(limits, reading) !== undefined);
}

function limitFor(limits: readonly Limit[], { scope, name, measure }: Reading): Limit | undefined {
  const same = limits.filter(limit => limit.scope === scope && limit.measure === measure);
  return same.find(limit => limit.name === name) ?? same.find(limit => limit.name === "*");
}

function statusOf(limit: Limit, name: string, value: number | null, reason: string | null): LimitStatus {
  if (value === null) return { limit, name, state: "unknown", value, reason, utilisation: null, headroom: null };
  const bound = (limit.hard ?? limit.soft)!;
  const state =
    limit.hard !== null && passes(value, limit.hard)
      ? "hard"
      : limit.soft !== null && passes(value, limit.soft)
        ? "soft"
        : "within";
  const utilisation = Math.max(0, value / bound);
  return { limit, name, state, value, reason: null, utilisation, headroom: bound < 0 ? value - bound : bound - value };
}

/** Those that ask for a person first: hard before unknown before soft before within, then by utilisation. */
export function byUrgency(statuses: readonly LimitStatus[]): LimitStatus[] {
  const rank: Record<LimitState, number> = { hard: 0, unknown: 1, soft: 2, within: 3 };
  return statuses.toSorted(
    (a, b) =>
      rank[a.state] - rank[b.state] || (b.utilisation ?? 0) - (a.utilisation ?? 0) || (a.name < b.name ? -1 : 1),
  );
}
