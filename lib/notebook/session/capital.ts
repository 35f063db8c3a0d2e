import type { BookConfig } from "../../core/index.js";
import type { Account } from "./accounts.js";

/** Money that ratios are taken of, or null with the reason; `source` says who stated it. */
export interface CapitalBase {
  readonly value: number | null;
  readonly source: string;
}

/**
 * The capital base of a firm: what `riskbook.yaml` says; else the sum of its accounts' bases, where every account states
 * one in the firm's currency. It is never guessed from P&L or positions.
 */
export function capitalBaseOf(config: BookConfig, accounts: readonly Account[]): CapitalBase {
  if (config.capitalBase !== undefined) return { value: config.capitalBase, source: "capitalBase in riskbook.yaml" };
  const without = accounts.find(({ capitalBase, currency }) => capitalBase === null || currency !== config.currency);
  if (accounts.length === 0 || without !== undefined) {
    const lacking =
      without === undefined ? "there are no accounts" : `account ${without.account} states none in ${config.currency}`;
    return { value: null, source: `no capital base: riskbook.yaml has no capitalBase, and ${lacking}` };
  }
  const value = accounts.reduce((sum, { capitalBase }) => sum + capitalBase!, 0);
  return { value, source: `the sum of ${accounts.length} accounts' stated capital` };
}
