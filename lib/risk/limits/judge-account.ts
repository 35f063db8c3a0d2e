import type { IsoDate } from "../../core/index.js";
import { RiskbookError } from "../../core/index.js";
import { type AccountRules, type Basis, checkAccountRules } from "./account-rules.js";
import { after } from "./breach.js";

/** An account's money at moments in ascending order. */
export interface AccountPath {
  /** Milliseconds since 1970, UTC. */
  readonly times: Float64Array;
  /** The day of the rules that each moment belongs to, by their reset. */
  readonly days: readonly IsoDate[];
  /** Cash after closed trades. */
  readonly balance: Float64Array;
  /** Balance and open P&L; null where nothing between fills is known: then rules on equity see closed trades only. */
  readonly equity: Float64Array | null;
}

export type RuleName = "daily loss" | "drawdown" | "consistency";

/** A rule that was broken: where the floor was, where the account stood, and whether trading went on. */
export interface RuleBreach {
  readonly rule: RuleName;
  readonly severity: "soft" | "hard";
  readonly day: IsoDate;
  readonly time: number;
  readonly value: number;
  readonly floor: number;
  /** Fills after the breach: for a soft one until the day's end, for a hard one ever. */
  readonly actionsAfter: number;
}

/** An account held against its rules. */
export interface AccountJudgement {
  readonly rules: string;
  /** `realised only` where no path of equity was known: an open loss that came back was not seen. */
  readonly basis: "as told" | "realised only";
  readonly breaches: readonly RuleBreach[];
  /** The day's own floor and the drawdown's floor at the end, and what is left to the nearer one. */
  readonly dailyFloor: number | null;
  readonly drawdownFloor: number | null;
  readonly distance: number | null;
  /** The best day's share of the total profit; null where there is no profit to share. */
  readonly bestDayShare: number | null;
}

/**
 * Holds an account's path against its rules: the first breach of each rule on each day for the daily loss, the first ever for
 * the drawdown. A value exactly at the floor is within.
 * @param actions times of fills, in ascending order (ms)
 * @throws `BAD_LIMIT`, `LENGTH_MISMATCH`
 */
export function judgeAccount(rules: AccountRules, path: AccountPath, actions: ArrayLike<number>): AccountJudgement {
  checkAccountRules(rules);
  requireSameLength(path);
  const walk = new Walk(rules, path);
  for (let i = 0; i < path.times.length; i++) walk.step(i);
  return walk.judgement(actions);
}

class Walk {
  readonly #rules: AccountRules;
  readonly #path: AccountPath;
  readonly #breaches: (Omit<RuleBreach, "actionsAfter"> & { readonly until: number })[] = [];
  readonly #profits = new Map<IsoDate, number>();
  #day: IsoDate | null = null;
  #dayStart: number;
  #dailyDone = false;
  #drawdownDone = false;
  #highest: number;

  constructor(rules: AccountRules, path: AccountPath) {
    this.#rules = rules;
    this.#path = path;
    this.#dayStart = rules.startingBalance;
    this.#highest = rules.startingBalance;
  }

  step(i: number): void {
    const day = this.#path.days[i]!;
    if (day !== this.#day) this.#begin(day, i);
    this.#testDaily(i);
    this.#testDrawdown(i);
    this.#profits.set(day, (this.#profits.get(day) ?? 0) + this.#change(i));
  }

  #begin(day: IsoDate, i: number): void {
    const { drawdown, dailyLoss } = this.#rules;
    if (this.#day !== null && drawdown?.kind === "end_of_day_trailing") {
      this.#highest = Math.max(this.#highest, this.#before(i, drawdown.basis));
    }
    this.#day = day;
    this.#dayStart = this.#before(i, dailyLoss?.basis ?? "balance");
    this.#dailyDone = false;
  }

  /** The account just before a moment: at the end of the moment before. */
  #before(i: number, basis: Basis): number {
    return i === 0 ? this.#rules.startingBalance : this.#at(i - 1, basis);
  }

  #at(i: number, basis: Basis): number {
    const { balance, equity } = this.#path;
    return basis === "equity" && equity !== null ? equity[i]! : balance[i]!;
  }

  #change(i: number): number {
    const { balance } = this.#path;
    return balance[i]! - (i === 0 ? this.#rules.startingBalance : balance[i - 1]!);
  }

  #testDaily(i: number): void {
    const rule = this.#rules.dailyLoss;
    if (rule === undefined || this.#dailyDone) return;
    const floor = this.#dayStart - rule.amount;
    const value = this.#at(i, rule.basis);
    if (value >= floor) return;
    this.#dailyDone = true;
    this.#note("daily loss", rule.severity, i, value, floor);
  }

  #testDrawdown(i: number): void {
    const rule = this.#rules.drawdown;
    if (rule === undefined || this.#drawdownDone) return;
    const value = this.#at(i, rule.basis);
    if (rule.kind === "intraday_trailing") this.#highest = Math.max(this.#highest, value);
    const floor = this.#drawdownFloor()!;
    if (value >= floor) return;
    this.#drawdownDone = true;
    this.#note("drawdown", rule.severity, i, value, floor);
  }

  #drawdownFloor(): number | null {
    const rule = this.#rules.drawdown;
    if (rule === undefined) return null;
    const from = rule.kind === "static" ? this.#rules.startingBalance : this.#highest;
    return Math.min(from - rule.amount, rule.locksAt ?? Number.POSITIVE_INFINITY);
  }

  #note(rule: RuleName, severity: "soft" | "hard", i: number, value: number, floor: number): void {
    const { times, days } = this.#path;
    let end = i;
    while (end + 1 < times.length && days[end + 1] === days[i]) end++;
    const until = severity === "soft" ? times[end]! : Number.POSITIVE_INFINITY;
    this.#breaches.push({ rule, severity, day: days[i]!, time: times[i]!, value, floor, until });
  }

  judgement(actions: ArrayLike<number>): AccountJudgement {
    const { dailyLoss, drawdown, consistency, name } = this.#rules;
    const last = this.#path.times.length - 1;
    const dailyFloor = dailyLoss === undefined ? null : this.#dayStart - dailyLoss.amount;
    const drawdownFloor = this.#drawdownFloor();
    const gaps = [
      ...(dailyFloor === null || last < 0 ? [] : [this.#at(last, dailyLoss!.basis) - dailyFloor]),
      ...(drawdownFloor === null || last < 0 ? [] : [this.#at(last, drawdown!.basis) - drawdownFloor]),
    ];
    const share = this.#bestDayShare();
    if (consistency && share !== null && share > consistency.share && last >= 0) {
      this.#note("consistency", "soft", last, share, consistency.share);
    }
    const seesEquity = this.#path.equity !== null || ![dailyLoss?.basis, drawdown?.basis].includes("equity");
    return {
      rules: name,
      basis: seesEquity ? "as told" : "realised only",
      breaches: this.#breaches.map(({ until, ...breach }) => ({
        ...breach,
        actionsAfter: actionsBetween(breach.time, until, actions),
      })),
      dailyFloor,
      drawdownFloor,
      distance: gaps.length === 0 ? null : Math.min(...gaps),
      bestDayShare: share,
    };
  }

  #bestDayShare(): number | null {
    const profits = [...this.#profits.values()];
    const total = profits.reduce((sum, profit) => sum + profit, 0);
    return total > 0 ? Math.max(...profits) / total : null;
  }
}

function actionsBetween(from: number, until: number, actions: ArrayLike<number>): number {
  return (
    after(from, actions).actionsAfter - (until === Number.POSITIVE_INFINITY ? 0 : after(until, actions).actionsAfter)
  );
}

function requireSameLength({ times, days, balance, equity }: AccountPath): void {
  const lengths = [days.length, balance.length, equity?.length ?? times.length];
  if (lengths.every(length => length === times.length)) return;
  throw new RiskbookError(
    "LENGTH_MISMATCH",
    `The account's path has ${times.length} times beside ${lengths.join(", ")} days, balances and equities.`,
  );
}
