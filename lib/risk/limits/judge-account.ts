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
  /** Balance and open P&L, NaN where it is not known; null where it never is: then rules on equity see closed trades only. */
  readonly equity: Float64Array | null;
  /** What equity is known from; minute bars unless given. */
  readonly equityBasis?: "minute bars" | "session closes";
  /**
   * Money paid in less money paid out so far: in the balance, but no profit or loss. It moves no floor, so that what is taken
   * out brings the account nearer to its drawdown. None unless given.
   */
  readonly paid?: Float64Array;
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
  /** Milliseconds from the breach to the last of them; null without any. */
  readonly wentOnFor: number | null;
}

/** An account held against its rules. */
export interface AccountJudgement {
  readonly rules: string;
  /**
   * What its rules were held against: the `balance` where none is on equity. At `session closes` an open loss that came back
   * within the session was not seen; with `realised only` no open loss was.
   */
  readonly basis: "balance" | "minute bars" | "session closes" | "realised only";
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
  readonly #breaches: (Omit<RuleBreach, "actionsAfter" | "wentOnFor"> & { readonly until: number })[] = [];
  readonly #profits = new Map<IsoDate, number>();
  /** The latest known of each. */
  readonly #last: Record<Basis, number>;
  #day: IsoDate | null = null;
  #dayStart: number;
  #dayPaid = 0;
  #dailyDone = false;
  #drawdownDone = false;
  #highest: number;

  constructor(rules: AccountRules, path: AccountPath) {
    this.#rules = rules;
    this.#path = path;
    this.#dayStart = rules.startingBalance;
    this.#highest = rules.startingBalance;
    this.#last = { balance: rules.startingBalance, equity: rules.startingBalance };
  }

  step(i: number): void {
    const day = this.#path.days[i]!;
    if (day !== this.#day) this.#begin(day, i);
    this.#testDaily(i);
    this.#testDrawdown(i);
    const profit = this.#at(i, "balance") - this.#last.balance - (this.#paid(i) - this.#paid(i - 1));
    this.#profits.set(day, (this.#profits.get(day) ?? 0) + profit);
    for (const basis of ["balance", "equity"] as const) {
      const value = this.#at(i, basis);
      if (!Number.isNaN(value)) this.#last[basis] = value;
    }
  }

  #begin(day: IsoDate, i: number): void {
    const { drawdown, dailyLoss } = this.#rules;
    if (this.#day !== null && drawdown?.kind === "end_of_day_trailing") {
      this.#highest = Math.max(this.#highest, this.#last[drawdown.basis] - this.#paid(i - 1));
    }
    this.#day = day;
    this.#dayStart = this.#last[dailyLoss?.basis ?? "balance"];
    this.#dayPaid = this.#paid(i - 1);
    this.#dailyDone = false;
  }

  #at(i: number, basis: Basis): number {
    const { balance, equity } = this.#path;
    return basis === "equity" && equity !== null ? equity[i]! : balance[i]!;
  }

  #paid(i: number): number {
    return this.#path.paid?.[i] ?? 0;
  }

  #testDaily(i: number): void {
    const rule = this.#rules.dailyLoss;
    if (rule === undefined || this.#dailyDone) return;
    const value = this.#at(i, rule.basis);
    const floor = this.#dailyFloor(i)!;
    if (Number.isNaN(value) || value >= floor) return;
    this.#dailyDone = true;
    this.#note("daily loss", rule.severity, i, value, floor);
  }

  /** What is paid in or out during the day is no loss of the day. */
  #dailyFloor(i: number): number | null {
    const rule = this.#rules.dailyLoss;
    return rule === undefined ? null : this.#dayStart + this.#paid(i) - this.#dayPaid - rule.amount;
  }

  #testDrawdown(i: number): void {
    const rule = this.#rules.drawdown;
    if (rule === undefined || this.#drawdownDone) return;
    const value = this.#at(i, rule.basis);
    if (Number.isNaN(value)) return;
    if (rule.kind === "intraday_trailing") this.#highest = Math.max(this.#highest, value - this.#paid(i));
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
    const dailyFloor = this.#dailyFloor(last);
    const drawdownFloor = this.#drawdownFloor();
    const gaps = [
      ...(dailyFloor === null || last < 0 ? [] : [this.#last[dailyLoss!.basis] - dailyFloor]),
      ...(drawdownFloor === null || last < 0 ? [] : [this.#last[drawdown!.basis] - drawdownFloor]),
    ];
    const share = this.#bestDayShare();
    if (consistency && share !== null && share > consistency.share && last >= 0) {
      this.#note("consistency", "soft", last, share, consistency.share);
    }
    return {
      rules: name,
      basis: this.#basis(),
      breaches: this.#breaches.map(({ until, ...breach }) => ({
        ...breach,
        ...between(breach.time, until, actions),
      })),
      dailyFloor,
      drawdownFloor,
      distance: gaps.length === 0 ? null : Math.min(...gaps),
      bestDayShare: share,
    };
  }

  #basis(): AccountJudgement["basis"] {
    const { dailyLoss, drawdown } = this.#rules;
    if (![dailyLoss?.basis, drawdown?.basis].includes("equity")) return "balance";
    return this.#path.equity === null ? "realised only" : (this.#path.equityBasis ?? "minute bars");
  }

  #bestDayShare(): number | null {
    const profits = [...this.#profits.values()];
    const total = profits.reduce((sum, profit) => sum + profit, 0);
    return total > 0 ? Math.max(...profits) / total : null;
  }
}

/** What was done after a moment, up to another. */
function between(from: number, until: number, actions: ArrayLike<number>): ReturnType<typeof after> {
  const upTo = Array.from(actions).filter(time => time <= until);
  return after(from, upTo);
}

function requireSameLength({ times, days, balance, equity, paid }: AccountPath): void {
  const lengths = [days.length, balance.length, equity?.length ?? times.length, paid?.length ?? times.length];
  if (lengths.every(length => length === times.length)) return;
  throw new RiskbookError(
    "LENGTH_MISMATCH",
    `The account's path has ${times.length} times beside ${lengths.join(", ")} days, balances, equities and payments.`,
  );
}
