import type { DemoMarket } from "./market.js";
import type { Trader } from "./roster.js";
import type { StatedDay } from "./stated-totals.js";

/** Money that came to an account or left it without a fill. */
export interface CashMovement {
  readonly account: string;
  /** Index into the market's sessions. */
  readonly day: number;
  readonly kind: "deposit" | "withdrawal" | "fee";
  /** In dollars; positive is the account's gain. */
  readonly amount: number;
  readonly note: string;
}

/** What platform and market data cost an account each month; no fill and no daily total has it in its fees. */
const MONTHLY_FEE = 240;
/** Of what is beyond the capital at a quarter's end the half is paid out, where it is worth a payment. */
const PAID_OUT = 0.5;
const LEAST_EXCESS = 0.05;
/** An account that fell below the first share of its capital is brought back to the second. */
const TOPPED_UP_BELOW = 0.8;
const TOPPED_UP_TO = 0.9;
/** Sessions without a trade, up to the demo's end, after which a trader counts as gone. */
const GONE_AFTER = 20;
/** Sessions from the last trade to the closing of the account. */
const CLOSED_AFTER = 5;

/** The last session on which a trader who left traded, or undefined for one who is still there. */
export function lastTraded(days: readonly StatedDay[]): number | undefined {
  const last = days.findLast(({ fees, holdings }) => fees !== 0 || holdings.length > 0)?.day;
  return last === undefined || days.at(-1)!.day - last < GONE_AFTER ? undefined : last;
}

/**
 * The money behind one account: its capital at the start, platform fees, payouts of profit and new capital each quarter, and
 * what is left when the account is closed.
 * @param days of one account, whose balances are its capital and P&L
 * @returns the movements, and the days with balances that have them
 */
export function fundAccount(
  { account, capital }: Trader,
  days: readonly StatedDay[],
  market: DemoMarket,
): { movements: CashMovement[]; days: StatedDay[] } {
  const left = lastTraded(days);
  const closing = left === undefined ? Number.POSITIVE_INFINITY : left + CLOSED_AFTER;
  const movements: CashMovement[] = [];
  let moved = 0;
  const move = (day: number, kind: CashMovement["kind"], amount: number, note: string): void => {
    movements.push({ account, day, kind, amount, note });
    if (note !== OPENING) moved += amount;
  };
  const funded = days.map((stated, i) => {
    const { day } = stated;
    const before = days[i - 1];
    if (before === undefined) move(day, "deposit", capital, OPENING);
    else if (day === closing) move(day, "withdrawal", -wholeCents(before.balance + moved), "account closed");
    else if (day < closing && monthOf(market, day) !== monthOf(market, before.day)) {
      move(day, "fee", -MONTHLY_FEE, "platform and market data");
      const amount = isQuarter(market, day) ? quarterly(before.balance + moved, capital) : 0;
      if (amount !== 0)
        move(day, amount > 0 ? "deposit" : "withdrawal", amount, amount > 0 ? "capital added" : "payout");
    }
    return { ...stated, balance: stated.balance + moved };
  });
  return { movements, days: funded };
}

const OPENING = "opening capital";

function quarterly(balance: number, capital: number): number {
  if (balance > capital * (1 + LEAST_EXCESS)) return -Math.floor((PAID_OUT * (balance - capital)) / 100) * 100;
  return balance < capital * TOPPED_UP_BELOW ? Math.ceil((capital * TOPPED_UP_TO - balance) / 100) * 100 : 0;
}

function monthOf({ sessions }: DemoMarket, day: number): string {
  return sessions[day]!.date.slice(0, 7);
}

function isQuarter(market: DemoMarket, day: number): boolean {
  return ["01", "04", "07", "10"].includes(monthOf(market, day).slice(5));
}

function wholeCents(amount: number): number {
  return Math.floor(amount * 100) / 100;
}
