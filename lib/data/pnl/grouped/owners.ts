import type { Snapshot } from "../../store/index.js";

/** Whose an account is from a day on; null where nothing says so. */
export interface Owner {
  /** Days since 1970-01-01; −Infinity for what `accounts` says. */
  readonly from: number;
  readonly trader: string | null;
  readonly desk: string | null;
  readonly group: string | null;
}

/** The owners of each account, oldest first: P&L of March belongs to March's trader. */
export type Owners = ReadonlyMap<string, readonly Owner[]>;

/**
 * Reads who traded each account when: the table `assignments`, and before its first row what `accounts` says. A desk that
 * an assignment leaves out is the account's, else the trader's.
 */
export async function snapshotOwners(snapshot: Snapshot): Promise<Owners> {
  const rows = await snapshot.rows(
    `SELECT account, from_day, trader, coalesce(owners.desk, accounts.desk, traders.desk) AS desk, account_group FROM (
      SELECT account, NULL AS from_day, trader, NULL AS desk, NULL AS account_group FROM accounts
      UNION ALL SELECT account, from_date - DATE '1970-01-01', trader, desk, account_group FROM assignments) AS owners
    LEFT JOIN (SELECT account, desk FROM accounts) AS accounts USING (account)
    LEFT JOIN (SELECT trader, desk FROM traders) AS traders USING (trader)
    ORDER BY account, from_day NULLS FIRST`,
  );
  const owners = new Map<string, Owner[]>();
  for (const row of rows) {
    const account = String(row.account);
    const own = owners.get(account) ?? [];
    owners.set(account, own);
    const from = row.from_day === null ? Number.NEGATIVE_INFINITY : Number(row.from_day);
    own.push({ from, trader: textOf(row.trader), desk: textOf(row.desk), group: textOf(row.account_group) });
  }
  return owners;
}

/** Whose an account was on a day; undefined where nothing is known of it. */
export function ownerOn(owners: Owners, account: string, day: number): Owner | undefined {
  return owners.get(account)?.findLast(({ from }) => from <= day);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
