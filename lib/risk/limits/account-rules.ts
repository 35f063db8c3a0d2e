import { RiskbookError } from "../../core/index.js";

/** Whether open P&L counts: the balance is cash after closed trades, equity includes what is open. */
export type Basis = "balance" | "equity";

/** What a drawdown is measured from. */
export type DrawdownKind = "static" | "end_of_day_trailing" | "intraday_trailing";

/** A bound that ends the account (`hard`) or the day (`soft`) when it is passed. */
export interface LossRule {
  /** Positive, in the account's currency. */
  readonly amount: number;
  readonly basis: Basis;
  readonly severity: "soft" | "hard";
}

/**
 * Rules of a funded account. The daily loss is measured from the balance or equity at the last reset; a static drawdown
 * from the starting balance; a trailing one from the highest balance at a close of day, or the highest of every moment.
 */
export interface AccountRules {
  readonly name: string;
  readonly startingBalance: number;
  readonly dailyLoss?: LossRule;
  readonly drawdown?: LossRule & {
    readonly kind: DrawdownKind;
    /** The floor stops rising here, as at the starting balance; absent: it trails for ever. */
    readonly locksAt?: number;
  };
  /** The best day's share of the total profit must stay at or below this fraction. */
  readonly consistency?: { readonly share: number };
  /** When a new day begins for these rules. */
  readonly reset: { readonly zone: string; readonly time: string };
}

/** Throws `BAD_LIMIT` where a rule cannot be meant. */
export function checkAccountRules(rules: AccountRules): void {
  const problem = problemOf(rules);
  if (problem === null) return;
  throw new RiskbookError("BAD_LIMIT", `The rules "${rules.name}": ${problem}.`, { exitCode: 2 });
}

function problemOf({ startingBalance, dailyLoss, drawdown, consistency }: AccountRules): string | null {
  if (!(startingBalance > 0)) return `the starting balance was ${startingBalance}; expected more than 0`;
  for (const [name, rule] of [
    ["daily loss", dailyLoss],
    ["drawdown", drawdown],
  ] as const) {
    if (rule && !(rule.amount > 0)) return `the ${name} was ${rule.amount}; give it as a positive amount`;
    if (rule && rule.amount >= startingBalance)
      return `the ${name} of ${rule.amount} is the whole balance of ${startingBalance} or more`;
  }
  if (drawdown?.locksAt !== undefined && drawdown.kind === "static")
    return "a static drawdown has no floor that could lock";
  if (drawdown?.locksAt !== undefined && drawdown.locksAt < startingBalance - drawdown.amount) {
    return `the floor locks at ${drawdown.locksAt}, below where it begins`;
  }
  if (consistency && !(consistency.share > 0 && consistency.share <= 1)) {
    return `the consistency share was ${consistency.share}; expected a fraction such as 0.3`;
  }
  return null;
}
