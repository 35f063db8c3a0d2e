import { localTimes } from "./clock.js";
import { boundOn, type DeclaredRules, type RuleLimit } from "./declared-rules.js";
import type { BehaviourContext, TradeHistory } from "./history.js";

/** One chance to keep a rule. */
export interface RuleOutcome {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly broken: boolean;
}

/** A rule that trips or days either keep or break. */
export interface Rule {
  readonly id: string;
  readonly label: string;
  /** What the share is of. */
  readonly definition: string;
  /** The chances there were, oldest first; none where no such rule is declared. */
  outcomes(context: BehaviourContext, rules: DeclaredRules): RuleOutcome[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** What an exit may slip beyond its stop where a tick is less or unknown: five hundredths of a percent of it. */
const SLIPPAGE = 0.0005;

/** The rules that can be declared. */
export const RULES: readonly Rule[] = [
  {
    id: "quantity",
    label: "Fills over the declared quantity",
    definition: "closed trips with a fill larger than the trader's max_quantity or the limit quantity",
    outcomes: ({ trips }, rules) =>
      ofTrips(trips, trip => {
        const limit = limitOf(rules, "quantity", trips, trip) ?? Number.POSITIVE_INFINITY;
        const bound = Math.min(rules.maxQuantity ?? Number.POSITIVE_INFINITY, limit);
        const largest = trips.largestFill?.[trip];
        return largest === undefined || bound === Number.POSITIVE_INFINITY ? null : largest > bound;
      }),
  },
  {
    id: "size",
    label: "Trades over the declared size",
    definition: "closed trips with more money in them than the limit tradeSize",
    outcomes: ({ trips }, rules) =>
      ofTrips(trips, trip => {
        const bound = limitOf(rules, "tradeSize", trips, trip);
        return bound === undefined ? null : trips.size[trip]! > bound;
      }),
  },
  {
    id: "stop",
    label: "Stops not kept",
    definition: `closed trips with a planned stop whose average exit lies beyond it by more than a tick and ${SLIPPAGE * 100}% of it`,
    outcomes: ({ trips }, rules) => ofTrips(trips, trip => brokenStop(trips, trip, rules)),
  },
  {
    id: "hours",
    label: "Entries outside the declared hours",
    definition: "closed trips entered before the limit entryFrom or after entryUntil, in hours of the firm's clock",
    outcomes: entriesOutsideHours,
  },
  {
    id: "trips",
    label: "Days with too many trips",
    definition: "days with an entry on which more closed trips were entered than the limit tripsPerDay",
    outcomes: ({ trips }, rules) =>
      ofDays(
        trips,
        trips.entryDay,
        rules,
        "tripsPerDay",
        () => 1,
        (count, bound) => count > bound,
      ),
  },
  {
    id: "loss",
    label: "Days beyond the declared loss",
    definition: "days with an exit on which the trips closed lost more after fees than the limit dailyLoss",
    outcomes: ({ trips }, rules) =>
      ofDays(
        trips,
        trips.exitDay,
        rules,
        "dailyLoss",
        trip => trips.net[trip]!,
        (net, bound) => net < -bound,
      ),
  },
];

function limitOf(rules: DeclaredRules, measure: RuleLimit, trips: TradeHistory, trip: number): number | undefined {
  return boundOn(rules, measure, trips.entryDay[trip]!, trips.account?.[trip]);
}

/** One outcome for each trip of which `judge` says something. */
function ofTrips(trips: TradeHistory, judge: (trip: number) => boolean | null): RuleOutcome[] {
  const outcomes: RuleOutcome[] = [];
  for (let trip = 0; trip < trips.n; trip++) {
    const broken = judge(trip);
    if (broken !== null) outcomes.push({ day: trips.entryDay[trip]!, broken });
  }
  return outcomes;
}

function brokenStop(trips: TradeHistory, trip: number, { ticks }: DeclaredRules): boolean | null {
  const [stop, exit, side] = [trips.stop?.[trip], trips.exitPrice?.[trip], trips.side?.[trip]];
  if (stop === undefined || exit === undefined || side === undefined || Number.isNaN(stop)) return null;
  const tick = ticks[trips.symbol[trip]!] ?? Number.NaN;
  const slippage = Math.max(Number.isNaN(tick) ? 0 : tick, Math.abs(stop) * SLIPPAGE);
  return (stop - exit) * side > slippage * (1 + 1e-9); // a tick that is no binary fraction is still one tick
}

function entriesOutsideHours({ trips, timeZone }: BehaviourContext, rules: DeclaredRules): RuleOutcome[] {
  const clock = localTimes(trips.entryTime, timeZone);
  return ofTrips(trips, trip => {
    const from = limitOf(rules, "entryFrom", trips, trip);
    const until = limitOf(rules, "entryUntil", trips, trip);
    if (from === undefined && until === undefined) return null;
    const hour = (clock[trip]! % DAY_MS) / HOUR_MS;
    return (from !== undefined && hour < from) || (until !== undefined && hour > until);
  });
}

/** One outcome for each day of the trader, and for each of an account that has a limit of its own. */
function ofDays(
  trips: TradeHistory,
  dayOf: Int32Array,
  rules: DeclaredRules,
  measure: RuleLimit,
  amountOf: (trip: number) => number,
  breaks: (amount: number, bound: number) => boolean,
): RuleOutcome[] {
  const bound = new Set(rules.limits.filter(limit => limit.measure === measure).map(({ account }) => account));
  const outcomes = [...bound].flatMap(account => {
    const amounts = new Map<number, number>();
    for (let trip = 0; trip < trips.n; trip++) {
      if (account !== null && trips.account?.[trip] !== account) continue;
      amounts.set(dayOf[trip]!, (amounts.get(dayOf[trip]!) ?? 0) + amountOf(trip));
    }
    const own = { ...rules, limits: rules.limits.filter(limit => limit.account === account) };
    return [...amounts].flatMap(([day, amount]) => {
      const limit = boundOn(own, measure, day, account ?? undefined);
      return limit === undefined ? [] : [{ day, broken: breaks(amount, limit) }];
    });
  });
  return outcomes.sort((a, b) => a.day - b.day);
}
