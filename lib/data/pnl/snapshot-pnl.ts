import { type IsoDate, RiskbookError } from "../../core/index.js";
import type { FillColumns } from "../ingest/fill-columns.js";
import { type Snapshot, sqlText } from "../store/index.js";
import { snapshotActions } from "./actions.js";
import { upTo } from "./as-of.js";
import { type BookPnl, pnlOfFills } from "./book-pnl.js";
import { currenciesOf, fillsInCurrency } from "./currencies.js";
import type { SessionOptions } from "./fill-sessions.js";
import type { CostMethod, PnlFills } from "./fills.js";
import type { Marks } from "./marks.js";
import { marksOfColumns } from "./marks-columns.js";
import { marksAfterRenames } from "./renames.js";
import { type SnapshotFillsOptions, snapshotFills } from "./snapshot-fills.js";

/** Which part of a snapshot is taken. */
export interface SnapshotPnlOptions extends SessionOptions {
  /** Average cost unless given. */
  readonly method?: CostMethod;
  /** The last day whose fills and prices are known; without it everything is. */
  readonly asOf?: IsoDate;
  /** The currency whose fills are taken; needed where the book trades in several. */
  readonly currency?: string;
}

/** A book's P&L with the currency its money is in. */
export interface SnapshotPnl extends BookPnl {
  readonly currency: string;
}

/** The P&L of one currency, with the fills that it is made of. */
export interface SnapshotBook extends SnapshotPnl {
  readonly fills: PnlFills;
}

/**
 * The P&L of a whole book, straight from an open snapshot: positions, realised, unrealised and mark-to-market P&L, fees
 * and exposures by account, symbol and session.
 * @throws RiskbookError `NO_FILLS` for a store without any; `SEVERAL_CURRENCIES` where one must be named; `NO_INSTRUMENT`
 * for a fill whose multiplier is not known; `UNKNOWN_CALENDAR`; `BAD_DATE`
 */
export async function bookPnl(snapshot: Snapshot, options: SnapshotPnlOptions = {}): Promise<SnapshotBook> {
  const fills = await snapshotFills(snapshot, options);
  const currency = options.currency ?? onlyCurrency(fills);
  return bookIn(currency, fills, await snapshotMarks(snapshot, options.asOf), options);
}

/**
 * The P&L of a book in each of the currencies that it trades in, by their names; none for a book without fills.
 * @throws RiskbookError as {@link bookPnl}, but for currencies
 */
export async function snapshotBooks(
  snapshot: Snapshot,
  options: Omit<SnapshotPnlOptions, "currency"> & Pick<SnapshotFillsOptions, "details"> = {},
): Promise<SnapshotBook[]> {
  const fills = await snapshotFills(snapshot, options);
  const marks = await snapshotMarks(snapshot, options.asOf);
  return currenciesOf(fills).map(currency => bookIn(currency, fills, marks, options));
}

/** The book of the fills of one currency. */
export function bookIn(
  currency: string,
  all: FillColumns,
  marks: Marks,
  { method = "average" }: SnapshotPnlOptions,
): SnapshotBook {
  const fills = fillsInCurrency(all, currency);
  const pnl = pnlOfFills(fills, { method, marks });
  const { dates, accounts, symbols, rows, byFill, firm, byAccount, bySymbol } = pnl;
  return {
    ...{ currency, fills, method, dates, accounts, symbols, rows, byFill, firm, byAccount, bySymbol },
    get daily() {
      return pnl.daily;
    },
    get unpriced() {
      return pnl.unpriced;
    },
  };
}

/** The closing prices of everything that was traded, under the symbols that it has by now. */
export async function snapshotMarks(snapshot: Snapshot, asOf?: IsoDate): Promise<Marks> {
  const { renames } = await snapshotActions(snapshot, asOf);
  const renamed =
    renames.length === 0 ? "" : `OR symbol IN (${renames.map(rename => sqlText(rename.newSymbol)).join(", ")})`;
  const { rows, columns } = await snapshot.columns(
    `SELECT symbol, date, close FROM (SELECT * FROM prices ${upTo("date", asOf)})
    WHERE symbol IN (SELECT symbol FROM fills) ${renamed} ORDER BY symbol, date`,
  );
  const marks = marksOfColumns(columns, rows);
  return renames.length === 0 ? marks : marksAfterRenames(marks, renames);
}

/** The currency of fills that are all in one; throws `NO_FILLS` or `SEVERAL_CURRENCIES` otherwise. */
export function onlyCurrency(fills: FillColumns): string {
  const currencies = currenciesOf(fills);
  if (currencies.length === 1) return currencies[0]!;
  if (currencies.length === 0) {
    throw new RiskbookError(
      "NO_FILLS",
      'There are no fills to work from. Load some with "riskbook ingest", or "riskbook demo".',
    );
  }
  throw new RiskbookError(
    "SEVERAL_CURRENCIES",
    `The fills are in ${currencies.join(", ")}, which are never added up. Name one of them as the currency.`,
    { details: { currencies } },
  );
}
