import type { Reject } from "../../ingest/rejects.js";
import { openSnapshot, type Store, sqlText } from "../../store/index.js";
import type { TableRows } from "../source.js";
import { decimalText, microsOf } from "./amounts.js";
import { SUM_PREFIX } from "./day-figures.js";
import { CENT } from "./report-lines.js";

/** What was left out because its days' bookings are stored one by one. */
export interface BookedDays {
  readonly rows: number;
}

/**
 * Leaves out a report's sums of fees and transfers on days whose bookings are stored one by one, so that no money counts
 * twice. A day whose bookings come to another sum than the report says is told as a reject.
 * @param source the report's name, for messages
 */
export async function withoutBookedDays(
  store: Store,
  tables: readonly TableRows[],
  source: string,
): Promise<{ told: readonly TableRows[]; booked: BookedDays }> {
  const cash = tables.find(({ table }) => table === "cash");
  if (cash === undefined || store.latest() === null) return { told: tables, booked: { rows: 0 } };
  const daily = tables.find(({ table }) => table === "daily")!;
  const days = daily.rows.map(([account, date]) => ({ account: account!, date: date! }));
  const booked = await bookings(store, days);
  const isBooked = ([account, date]: readonly string[]): boolean => booked.has(keyOf(account!, date!));
  const rejects: Reject[] = [];
  for (const { account, date } of days) {
    const stored = booked.get(keyOf(account, date));
    if (stored === undefined) continue;
    const own = cash.rows.filter(row => row[0] === account && row[1] === date);
    const told = own.reduce((sum, row) => sum + (microsOf(row[4]!) ?? 0), 0);
    if (Math.abs(told - stored) < CENT) continue;
    const reason = `fees and transfers of ${account} on ${date} are ${decimalText(told)} here, and the bookings in the store ${decimalText(stored)}. The bookings stay; fetch them again, or ask PropReports.`;
    rejects.push({ source, line: 1, reason, text: own.map(row => row.join(",")).join(" | ") });
  }
  const kept = cash.rows.filter(row => !isBooked(row));
  const bookedDays = days.filter(({ account, date }) => booked.has(keyOf(account, date)));
  const left: TableRows = {
    ...cash,
    rows: kept,
    rejects: [...cash.rejects, ...rejects],
    rejectedDays: [...(cash.rejectedDays ?? []), ...bookedDays],
  };
  const told = tables.map(rows => (rows === cash ? left : rows));
  return { told, booked: { rows: cash.rows.length - kept.length } };
}

/** The sums of the bookings of each day that has any, in millionths. */
async function bookings(
  store: Store,
  days: readonly { account: string; date: string }[],
): Promise<Map<string, number>> {
  if (days.length === 0) return new Map();
  const asked = days.map(({ account, date }) => `(${sqlText(account)}, DATE ${sqlText(date)})`);
  const snapshot = await openSnapshot(store);
  try {
    const rows = await snapshot.rows(`SELECT account, date::VARCHAR AS date, sum(amount)::VARCHAR AS amount FROM cash
      WHERE NOT starts_with(cash_id, ${sqlText(SUM_PREFIX)}) AND (account, date) IN (VALUES ${asked.join(", ")})
      GROUP BY account, date`);
    return new Map(rows.map(row => [keyOf(String(row.account), String(row.date)), microsOf(String(row.amount)) ?? 0]));
  } finally {
    snapshot.close();
  }
}

function keyOf(account: string, date: string): string {
  return JSON.stringify([account, date]);
}
