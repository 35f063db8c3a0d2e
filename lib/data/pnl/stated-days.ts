import type { IsoDate } from "../../core/index.js";
import { type Snapshot, sqlText } from "../store/index.js";
import { upTo } from "./as-of.js";

/** An account's totals of a day as its source states them, in one currency; NaN where it does not. */
export interface StatedDay {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly gross: number;
  readonly fees: number;
  readonly net: number;
  readonly unrealised: number;
  readonly balance: number;
}

/** Money that came or went without a fill on a day. */
export interface CashDay {
  readonly day: number;
  readonly amount: number;
  /** Of it what was taken as fees, as a positive cost. */
  readonly fees: number;
}

/** The stored `daily` totals of one currency by account, oldest first. */
export function statedDays(snapshot: Snapshot, currency: string, asOf?: IsoDate): Promise<Map<string, StatedDay[]>> {
  return byAccount(
    snapshot,
    `SELECT account, date - DATE '1970-01-01' AS day, gross::DOUBLE AS gross, fees::DOUBLE AS fees, net::DOUBLE AS net,
      coalesce(unrealised::DOUBLE, 'NaN') AS unrealised, coalesce(balance::DOUBLE, 'NaN') AS balance
    FROM daily WHERE currency = ${sqlText(currency)} ${upTo("date", asOf, "AND")} ORDER BY account, date`,
  );
}

/** The stored `cash` rows of one currency, summed by account and day, oldest first. */
export function cashDays(snapshot: Snapshot, currency: string, asOf?: IsoDate): Promise<Map<string, CashDay[]>> {
  return byAccount(
    snapshot,
    `SELECT account, date - DATE '1970-01-01' AS day, sum(amount)::DOUBLE AS amount,
      coalesce(-sum(amount) FILTER (kind = 'fee'), 0)::DOUBLE AS fees
    FROM cash WHERE currency = ${sqlText(currency)} ${upTo("date", asOf, "AND")} GROUP BY account, date ORDER BY account, date`,
  );
}

async function byAccount<Row>(snapshot: Snapshot, sql: string): Promise<Map<string, Row[]>> {
  const found = new Map<string, Row[]>();
  for (const { account, ...row } of await snapshot.rows(sql)) {
    const name = String(account);
    const own = found.get(name);
    if (own === undefined) found.set(name, [row as Row]);
    else own.push(row as Row);
  }
  return found;
}
