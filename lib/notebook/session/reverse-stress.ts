import type { BookConfig } from "../../core/index.js";
import type { Snapshot, SnapshotBook } from "../../data/index.js";
import { type LimitReversal, reverseLimits, type Scope } from "../../risk/index.js";
import { readAccounts } from "./accounts.js";
import { capitalBaseOf } from "./capital.js";
import { judgeLimits } from "./limits.js";
import type { StressBook } from "./stress.js";

/**
 * The smallest changes of a factor that break the book's limits of one measure.
 * @param pnl up to the day of the book
 * @throws RiskbookError `UNKNOWN_MEASURE` for a measure without limits, or one that prices do not move at once
 */
export async function reverseStressOfLimits(
  snapshot: Snapshot,
  config: BookConfig,
  pnl: SnapshotBook,
  book: StressBook,
  asked: { readonly measure: string; readonly factor: string },
): Promise<LimitReversal[]> {
  const { statuses } = await judgeLimits(snapshot, config, pnl);
  const accounts = await readAccounts(snapshot);
  const firm = capitalBaseOf(config, accounts).value;
  const capitalOf = (scope: Scope, name: string): number | null => {
    if (scope === "firm") return firm;
    if (scope === "symbol" || scope === "sector") return null;
    const own = accounts.filter(account => account[scope] === name);
    return own.reduce<number | null>(
      (sum, { capitalBase }) => (sum === null || capitalBase === null ? null : sum + capitalBase),
      own.length === 0 ? null : 0,
    );
  };
  return reverseLimits(statuses, book.positions, book.market, { ...asked, capitalOf });
}
