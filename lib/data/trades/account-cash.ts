import { dayNumber, type IsoDate } from "../../core/index.js";
import { type Snapshot, sqlText } from "../store/index.js";

/** What was booked to an account on one day without a fill. */
export interface CashDay {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Deposits and transfers in, less withdrawals and transfers out: no profit and no loss. */
  readonly paid: number;
  /** Fees, interest, dividends and adjustments: part of the result. */
  readonly earned: number;
}

/** The bookings of each account by day, oldest first, in one currency; those in another are counted as `foreign`. */
export interface AccountCash {
  readonly days: readonly CashDay[];
  readonly foreign: number;
}

/** Reads the bookings of accounts, each in its own currency. */
export async function snapshotCash(snapshot: Snapshot, asOf?: IsoDate): Promise<ReadonlyMap<string, AccountCash>> {
  const rows = await snapshot.rows(
    `SELECT account, strftime(date, '%Y-%m-%d') AS date, cash.currency <> accounts.currency AS foreign_money,
      coalesce(sum(amount) FILTER (kind IN ('deposit', 'withdrawal', 'transfer')), 0)::DOUBLE AS paid,
      coalesce(sum(amount) FILTER (kind NOT IN ('deposit', 'withdrawal', 'transfer')), 0)::DOUBLE AS earned,
      count(*)::INTEGER AS bookings
    FROM cash JOIN accounts USING (account) ${asOf === undefined ? "" : `WHERE date <= DATE ${sqlText(asOf)}`}
    GROUP BY ALL ORDER BY account, date`,
  );
  const found = new Map<string, { days: CashDay[]; foreign: number }>();
  for (const row of rows) {
    const own = found.get(String(row.account)) ?? { days: [], foreign: 0 };
    found.set(String(row.account), own);
    if (row.foreign_money === true) own.foreign += Number(row.bookings);
    else own.days.push({ day: dayNumber(String(row.date)), paid: Number(row.paid), earned: Number(row.earned) });
  }
  return found;
}
