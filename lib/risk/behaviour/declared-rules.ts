/** Measures of the table `limits` that a trader's trips can be held against. */
export const RULE_LIMITS = ["quantity", "tradeSize", "tripsPerDay", "dailyLoss", "entryFrom", "entryUntil"] as const;
export type RuleLimit = (typeof RULE_LIMITS)[number];

/** One bound of one measure from a day on; the last one up to a day holds. */
export interface DeclaredLimit {
  readonly measure: RuleLimit;
  /** Of `quantity` units, of `tradeSize` and `dailyLoss` money, of `tripsPerDay` trips, of an entry hours such as 9.5. */
  readonly bound: number;
  /** Days since 1970-01-01. */
  readonly fromDay: number;
  /** Code of the account that it binds; null binds all trips of the trader. */
  readonly account: number | null;
}

/** What a trader was told to keep to. */
export interface DeclaredRules {
  /** The largest quantity of one fill; null where none is declared. */
  readonly maxQuantity: number | null;
  readonly limits: readonly DeclaredLimit[];
  /** The smallest step of the price by symbol code, NaN where it is unknown. */
  readonly ticks: ArrayLike<number>;
}

/** The bound of a measure for an account's trips on a day: the tightest of the trader's and the account's own. */
export function boundOn(
  { limits }: DeclaredRules,
  measure: RuleLimit,
  day: number,
  account: number | undefined,
): number | undefined {
  const own = limits.filter(limit => limit.measure === measure && limit.fromDay <= day);
  const latest = (of: number | null): number | undefined =>
    own
      .filter(limit => limit.account === of)
      .toSorted((a, b) => a.fromDay - b.fromDay)
      .at(-1)?.bound;
  const bounds = [latest(null), account === undefined ? undefined : latest(account)].filter(
    bound => bound !== undefined,
  );
  if (bounds.length === 0) return undefined;
  if (measure === "dailyLoss") return Math.min(...bounds.map(Math.abs)); // told as a loss or as a negative result
  return measure === "entryFrom" ? Math.max(...bounds) : Math.min(...bounds);
}
