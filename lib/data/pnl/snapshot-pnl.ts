import { type IsoDate, RiskbookError } from "../../core/index.js";
import { FILL_COLUMNS, type FillColumns, readFills } from "../ingest/fill-columns.js";
import { type Snapshot, sqlText } from "../store/index.js";
import { upTo } from "./as-of.js";
import { type BookPnl, pnlOfFills } from "./book-pnl.js";
import { currenciesOf, fillsInCurrency } from "./currencies.js";
import type { CostMethod } from "./fills.js";
import type { Marks } from "./marks.js";
import { marksOfColumns } from "./marks-columns.js";

/** Which part of a snapshot is taken. */
export interface SnapshotPnlOptions {
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

/**
 * The P&L of a whole book, straight from an open snapshot: positions, realised, unrealised and mark-to-market P&L, fees
 * and exposures by account, symbol and session.
 * @throws RiskbookError `NO_FILLS` for a store without any; `SEVERAL_CURRENCIES` where one must be named; `NO_INSTRUMENT`
 * for a fill whose multiplier is not known; `BAD_DATE`
 */
export async function bookPnl(snapshot: Snapshot, options: SnapshotPnlOptions = {}): Promise<SnapshotPnl> {
  const fills = await snapshotFills(snapshot, options.asOf);
  const currency = options.currency ?? onlyCurrency(fills);
  const marks = await snapshotMarks(snapshot, options.asOf);
  const pnl = pnlOfFills(fillsInCurrency(fills, currency), { method: options.method ?? "average", marks });
  return { ...pnl, currency };
}

/** The fills of a snapshot by time, ties in the source's own order. */
export async function snapshotFills(snapshot: Snapshot, asOf?: IsoDate): Promise<FillColumns> {
  await requireInstruments(snapshot);
  return readFills(
    snapshot.connection,
    `SELECT ${FILL_COLUMNS} FROM (
      SELECT fills.*${await enumeratedSource(snapshot)}, kind, multiplier FROM fills JOIN instruments USING (symbol) ${upTo("trade_date", asOf)})
    ORDER BY time, sequence`,
  );
}

/** Few files hold many fills: as codes their names are read at once, as texts a fill at a time. */
async function enumeratedSource(snapshot: Snapshot): Promise<string> {
  const rows = await snapshot.rows("SELECT DISTINCT source FROM fills WHERE source IS NOT NULL ORDER BY source");
  const names = rows.map(({ source }) => sqlText(String(source)));
  return names.length === 0 ? "" : ` REPLACE (source::ENUM (${names.join(", ")}) AS source)`;
}

/** The closing prices of everything that was traded. */
export async function snapshotMarks(snapshot: Snapshot, asOf?: IsoDate): Promise<Marks> {
  const { rows, columns } = await snapshot.columns(
    `SELECT symbol, date, close FROM (SELECT * FROM prices ${upTo("date", asOf)})
    WHERE symbol IN (SELECT symbol FROM fills) ORDER BY symbol, date`,
  );
  return marksOfColumns(columns, rows);
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

async function requireInstruments(snapshot: Snapshot): Promise<void> {
  const missing = await snapshot.rows(
    "SELECT symbol FROM fills WHERE symbol NOT IN (SELECT symbol FROM instruments) GROUP BY symbol ORDER BY symbol LIMIT 5",
  );
  if (missing.length === 0) return;
  const names = missing.map(({ symbol }) => String(symbol)).join(", ");
  throw new RiskbookError(
    "NO_INSTRUMENT",
    `The multiplier of ${names} is not known, so its P&L cannot be worked out. Load it with "riskbook ingest instruments FILE".`,
  );
}
