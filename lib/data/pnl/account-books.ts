import type { Snapshot } from "../store/index.js";
import { currenciesOf, pickFills } from "./currencies.js";
import { snapshotFills } from "./snapshot-fills.js";
import { bookIn, type SnapshotBook, type SnapshotPnlOptions, snapshotMarks } from "./snapshot-pnl.js";

/** A book of one account's fills alone, in one currency. */
export interface AccountBook {
  readonly account: string;
  readonly book: SnapshotBook;
}

/**
 * The books of some accounts, each by itself and in each currency that it trades in; fills and prices are read once. An account
 * without fills has none.
 * @throws RiskbookError as `snapshotBooks`
 */
export async function accountBooks(
  snapshot: Snapshot,
  accounts: readonly string[],
  options: Omit<SnapshotPnlOptions, "currency"> = {},
): Promise<AccountBook[]> {
  const fills = await snapshotFills(snapshot, { ...options, accounts });
  const marks = await snapshotMarks(snapshot, options.asOf);
  const rowsOf = Map.groupBy(fills.account.keys(), row => fills.accounts[fills.account[row]!]!);
  return accounts.flatMap(account => {
    const own = pickFills(fills, Int32Array.from(rowsOf.get(account) ?? []));
    return currenciesOf(own).map(currency => ({ account, book: bookIn(currency, own, marks, options) }));
  });
}
