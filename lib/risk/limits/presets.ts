import { RiskbookError } from "../../core/index.js";
import type { AccountRules } from "./account-rules.js";

/**
 * Forms of rules that funded accounts usually have, with the amounts usual for their size. They are no firm's contract: firms
 * change theirs without notice, so take the one of the right form and set the amounts that were signed.
 */
const PRESETS: readonly AccountRules[] = [
  {
    name: "futures-50k-end-of-day",
    startingBalance: 50_000,
    dailyLoss: { amount: 1000, basis: "equity", severity: "soft" },
    drawdown: { kind: "end_of_day_trailing", amount: 2000, basis: "equity", severity: "hard", locksAt: 50_000 },
    consistency: { share: 0.5 },
    reset: { zone: "America/Chicago", time: "17:00" },
  },
  {
    name: "futures-50k-intraday",
    startingBalance: 50_000,
    drawdown: { kind: "intraday_trailing", amount: 2500, basis: "equity", severity: "hard", locksAt: 50_100 },
    consistency: { share: 0.3 },
    reset: { zone: "America/Chicago", time: "17:00" },
  },
  {
    name: "fx-100k-static",
    startingBalance: 100_000,
    dailyLoss: { amount: 5000, basis: "equity", severity: "hard" },
    drawdown: { kind: "static", amount: 10_000, basis: "equity", severity: "hard" },
    reset: { zone: "Europe/Prague", time: "00:00" },
  },
  {
    name: "equities-desk",
    startingBalance: 25_000,
    dailyLoss: { amount: 500, basis: "balance", severity: "soft" },
    drawdown: { kind: "static", amount: 5000, basis: "balance", severity: "hard" },
    reset: { zone: "America/New_York", time: "00:00" },
  },
];

/** The names of the presets. */
export const ACCOUNT_RULE_PRESETS: readonly string[] = PRESETS.map(({ name }) => name);

/**
 * A preset, with the account's own terms in place of the usual ones.
 * @throws `UNKNOWN_PRESET`
 */
export function accountRulesPreset(name: string, own: Partial<AccountRules> = {}): AccountRules {
  const preset = PRESETS.find(rules => rules.name === name);
  if (preset !== undefined) return { ...preset, ...own, name: own.name ?? name };
  throw new RiskbookError(
    "UNKNOWN_PRESET",
    `There are no rules "${name}"; there are ${ACCOUNT_RULE_PRESETS.join(", ")}.`,
    { exitCode: 2 },
  );
}
