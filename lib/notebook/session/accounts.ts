import type { Snapshot } from "../../data/index.js";

/** One trading account and whom it belongs to. */
export interface Account {
  readonly account: string;
  readonly trader: string;
  readonly desk: string;
  readonly currency: string;
  /** Money that ratios of its P&L are taken of; null where nobody stated it. */
  readonly capitalBase: number | null;
}

/** The accounts of a snapshot, by name. */
export async function readAccounts(snapshot: Snapshot): Promise<Account[]> {
  const rows = await snapshot.rows(
    "SELECT account, trader, coalesce(desk, '') AS desk, currency, capital_base::DOUBLE AS capital FROM accounts ORDER BY account",
  );
  return rows.map(row => ({
    account: String(row.account),
    trader: String(row.trader),
    desk: String(row.desk),
    currency: String(row.currency),
    capitalBase: typeof row.capital === "number" ? row.capital : null,
  }));
}
