import { type IsoDate, RiskbookError } from "../../core/index.js";
import type { Columns } from "../columns/index.js";
import { currenciesOf, fillsInCurrency, onlyCurrency, type SnapshotPnlOptions, snapshotFills } from "../pnl/index.js";
import { type Snapshot, sqlText } from "../store/index.js";
import type { DailyBars, TripBars } from "./bars.js";
import { roundTrips } from "./round-trips.js";
import type { RoundTrips } from "./trips.js";

/** Round trips with the currency their money is in. */
export interface BookTrips extends RoundTrips {
  readonly currency: string;
}

/**
 * The round trips of a whole book, straight from an open snapshot, in one currency.
 * @throws RiskbookError `NO_FILLS` for a store without any; `SEVERAL_CURRENCIES` where one must be named; `NO_INSTRUMENT`
 * for a fill whose multiplier is not known; `BAD_DATE`
 */
export async function bookTrips(snapshot: Snapshot, options: SnapshotPnlOptions = {}): Promise<BookTrips> {
  const fills = await snapshotFills(snapshot, { ...options, details: true });
  const currency = options.currency ?? onlyCurrency(fills);
  if (!currenciesOf(fills).includes(currency)) {
    throw new RiskbookError(
      "NO_FILLS",
      `There are no fills in ${currency}; there are some in ${currenciesOf(fills).join(", ")}.`,
    );
  }
  return { ...roundTrips(fillsInCurrency(fills, currency), options), currency };
}

/** The sessions of a book, oldest first: every day on which something was traded, or on which what was traded has a price. */
export async function snapshotSessions(snapshot: Snapshot, asOf?: IsoDate): Promise<IsoDate[]> {
  const until = asOf === undefined ? "" : `WHERE day <= DATE ${sqlText(asOf)}`;
  const rows = await snapshot.rows(
    `SELECT DISTINCT strftime(day, '%Y-%m-%d') AS day FROM (
      SELECT trade_date AS day FROM fills
      UNION ALL SELECT date FROM prices WHERE symbol IN (SELECT symbol FROM fills)
    ) ${until} ORDER BY day`,
  );
  return rows.map(({ day }) => String(day));
}

/** The daily bars of everything that was traded, for excursions. */
export async function snapshotBars(snapshot: Snapshot, asOf?: IsoDate): Promise<TripBars> {
  const until = asOf === undefined ? "" : `AND date <= DATE ${sqlText(asOf)}`;
  const { rows, columns } = await snapshot.columns(
    `SELECT symbol, date, open, high, low, close FROM prices
    WHERE symbol IN (SELECT symbol FROM fills) ${until} ORDER BY symbol, date`,
  );
  const { codes, dictionary } = columns.symbol as Extract<Columns["columns"][string], { type: "string" }>;
  const day = doubles(columns, "date");
  const prices = { open: doubles(columns, "open"), high: doubles(columns, "high"), low: doubles(columns, "low") };
  const close = doubles(columns, "close");
  const bars = new Map<string, DailyBars>();
  for (let from = 0; from < rows; ) {
    let to = from + 1;
    while (to < rows && codes[to] === codes[from]) to++;
    const part = (values: Float64Array): Float64Array => values.subarray(from, to);
    const { open, high, low } = prices;
    const own = { day: part(day), open: part(open), high: part(high), low: part(low), close: part(close) };
    bars.set(dictionary[codes[from]!]!, own);
    from = to;
  }
  return { days: symbol => bars.get(symbol), sessions: Float64Array.from(new Set(day)).sort() };
}

/** A column of dates or prices as doubles, NaN where it is null. */
function doubles(columns: Columns["columns"], name: string): Float64Array {
  const { values, nulls } = columns[name] as Exclude<
    Columns["columns"][string],
    { type: "string" | "bigint" | "other" }
  >;
  return Float64Array.from(values, (value, row) => (nulls?.[row] === 1 ? Number.NaN : value));
}
