import { fromDayNumber, type IsoDate } from "../../core/index.js";
import type { Snapshot } from "../store/index.js";
import { accountDays, namesOf } from "./account-days.js";
import { upTo } from "./as-of.js";
import { compareDays, type DayComparison, emptyComparison } from "./compare-days.js";
import { comparePositions, type PositionComparison } from "./compare-positions.js";
import type { CostMethod } from "./fills.js";
import { bookPnl, type SnapshotPnl } from "./snapshot-pnl.js";
import { cashDays, statedDays } from "./stated-days.js";

/** How two books are held against each other. */
export interface ReconcileOptions {
  /** How open cost is matched: that of the source; average cost unless given. */
  readonly method?: CostMethod;
  /** Nothing after this day is looked at. */
  readonly asOf?: IsoDate;
  /** Money: from here on two figures differ; a cent unless given. */
  readonly tolerance?: number;
}

/** An account whose source states no totals in a currency that it traded in. */
export interface UnstatedAccount {
  readonly account: string;
  readonly currency: string;
  readonly days: number;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** Our P&L and positions from fills, held against what the source states. */
export interface Reconciliation extends DayComparison {
  readonly method: CostMethod;
  readonly tolerance: number;
  /** Accounts with stated totals. */
  readonly accounts: number;
  /** Accounts that traded and have no stated totals at all, by currency. */
  readonly unstated: readonly UnstatedAccount[];
  readonly positions: PositionComparison;
  /** Whether everything that could be compared agrees and no day has one side only. */
  readonly agrees: boolean;
}

const CENT = 0.01;

/**
 * Reconciles a snapshot with its source: gross, fees and net of each account's day with the stored `daily` totals, open P&L
 * and balance where they are stated, and positions with the stored `positions`. Days are the source's trade dates.
 * @throws RiskbookError `NO_INSTRUMENT` for a fill whose multiplier is not known; `BAD_DATE`
 */
export async function reconcile(snapshot: Snapshot, options: ReconcileOptions = {}): Promise<Reconciliation> {
  const { method = "average", tolerance = CENT, asOf } = options;
  const found = emptyComparison();
  const books: SnapshotPnl[] = [];
  const unstated: UnstatedAccount[] = [];
  const accounts = new Set<string>();
  for (const { currency, traded } of await currenciesIn(snapshot, asOf)) {
    const pnl = traded ? await bookPnl(snapshot, { method, currency, ...(asOf && { asOf }) }) : undefined;
    if (pnl !== undefined) books.push(pnl);
    const days = pnl === undefined ? new Map<string, never>() : accountDays(pnl);
    const stated = await statedDays(snapshot, currency, asOf);
    const cash = await cashDays(snapshot, currency, asOf);
    for (const account of namesOf(days.keys(), stated.keys())) {
      const [ours, theirs] = [days.get(account) ?? [], stated.get(account) ?? []];
      if (theirs.length > 0) accounts.add(account);
      else unstated.push({ account, currency, days: ours.length, ...spanOf(ours) });
      compareDays({ account, currency, ours, theirs, cash: cash.get(account) ?? [] }, tolerance, found);
    }
  }
  const positions = await comparePositions(snapshot, books, asOf);
  const wrong = [found.differences, found.onlyOurs, found.onlyTheirs, positions.differences];
  const agrees = wrong.every(list => list.length === 0);
  return { ...found, method, tolerance, accounts: accounts.size, unstated, positions, agrees };
}

/** Every currency in which anything was traded or stated. */
async function currenciesIn(snapshot: Snapshot, asOf?: IsoDate): Promise<{ currency: string; traded: boolean }[]> {
  const rows = await snapshot.rows(
    `SELECT currency, bool_or(traded) AS traded FROM (
      SELECT DISTINCT currency, true AS traded FROM fills ${upTo("trade_date", asOf)}
      UNION ALL SELECT DISTINCT currency, false FROM daily ${upTo("date", asOf)}) GROUP BY currency ORDER BY currency`,
  );
  return rows.map(({ currency, traded }) => ({ currency: String(currency), traded: traded === true }));
}

function spanOf(days: readonly { day: number }[]): { from: IsoDate; to: IsoDate } {
  return { from: fromDayNumber(days[0]!.day), to: fromDayNumber(days.at(-1)!.day) };
}
