import type { IsoDate } from "../../../core/index.js";
import type { Reject } from "../../ingest/rejects.js";
import type { AccountDay, TableRows } from "../source.js";
import { decimalText } from "./amounts.js";
import { cashKind } from "./cash-kinds.js";

/** A named amount of money; positive is the account's gain. In millionths, as all amounts here. */
export interface NamedAmount {
  /** As PropReports writes it, such as `Fee: Data`. */
  readonly name: string;
  readonly micros: number;
}

/** What a report says of an account's day. */
export interface DayFigures {
  readonly account: string;
  readonly date: IsoDate;
  readonly currency: string;
  readonly gross: number;
  /** After every fee, also those that belong to no trade. */
  readonly net: number;
  /** Null where the report has no such figure. */
  readonly unrealised: number | null;
  readonly cash: number | null;
  /** Cash and unrealised P&L at the close. */
  readonly equity: number | null;
  /** Fees that belong to no trade, and transfers. */
  readonly money: readonly NamedAmount[];
}

/** Why a day could not be taken in. */
export interface RejectedDay {
  readonly day: AccountDay | null;
  readonly reject: Reject;
}

/** Begins the id of money that a report tells as a day's sum, so that it is never taken for a single booking. */
export const SUM_PREFIX = "sum of day: ";

/**
 * The days of a report as rows of `daily`, `balances` and, unless the account's bookings are had one by one, `cash`. A
 * day's rejects are told once, with `daily`.
 */
export function tablesOfDays(
  days: readonly DayFigures[],
  rejected: readonly RejectedDay[],
  options: { readonly cash: boolean },
): TableRows[] {
  const rejectedDays = rejected.map(({ day }) => day).filter(day => day !== null);
  const shared = { complete: true, rejectedDays, rejects: [] };
  const daily = { ...shared, table: "daily", columns: DAILY, rows: days.map(dailyRow) } as const;
  const held = days.filter(({ equity }) => equity !== null);
  return [
    { ...daily, rejects: rejected.map(({ reject }) => reject) },
    { ...shared, table: "balances", columns: BALANCES, rows: held.map(balanceRow) },
    ...(options.cash ? [{ ...shared, table: "cash" as const, columns: CASH, rows: days.flatMap(cashRows) }] : []),
  ];
}

const DAILY = ["account", "date", "gross", "fees", "net", "unrealised", "balance", "currency"];
const BALANCES = ["account", "date", "equity", "cash", "currency"];
const CASH = ["account", "date", "cash_id", "kind", "amount", "currency", "note"];

function dailyRow({ account, date, gross, net, unrealised, equity, currency }: DayFigures): string[] {
  const money = [gross, gross - net, net].map(decimalText);
  return [account, date, ...money, decimalOrBlank(unrealised), decimalOrBlank(equity), currency];
}

function balanceRow({ account, date, equity, cash, currency }: DayFigures): string[] {
  return [account, date, decimalOrBlank(equity), decimalOrBlank(cash), currency];
}

function cashRows({ account, date, currency, money }: DayFigures): string[][] {
  return money
    .filter(({ micros }) => micros !== 0)
    .map(({ name, micros }) => {
      const kind = name.startsWith("Fee:") ? "fee" : cashKind(name, micros);
      return [account, date, `${SUM_PREFIX}${name}`, kind, decimalText(micros), currency, name];
    });
}

function decimalOrBlank(micros: number | null): string {
  return micros === null ? "" : decimalText(micros);
}
