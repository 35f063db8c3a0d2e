import type { CASH_KINDS } from "../../tables/cash.js";

type CashKind = (typeof CASH_KINDS)[number];

const KINDS: readonly (readonly [pattern: RegExp, kind: CashKind])[] = [
  [/dividend/i, "dividend"],
  [/interest/i, "interest"],
  [/withdraw|cash out/i, "withdrawal"],
  [/deposit|cash in$/i, "deposit"],
  [/transfer/i, "transfer"],
  [/fee|software|quote|data|locate|misc|commission|vat|tax|seat|platform/i, "fee"],
];

/**
 * What money came or went for, by the name that PropReports gives it: its own categories (Software, Quotes, Interest,
 * Dividend, Cash In/Out, Stock Locate, Misc) and the names that firms make up. A name that tells nothing is an adjustment.
 * @param amount positive is the account's gain
 */
export function cashKind(category: string, amount: number): CashKind {
  if (/cash in\s*\/\s*out/i.test(category)) return amount < 0 ? "withdrawal" : "deposit";
  return KINDS.find(([pattern]) => pattern.test(category))?.[1] ?? "adjustment";
}
