import { type IsoDate, RiskbookError } from "../../core/index.js";
import { currenciesOf, fillsInCurrency, onlyCurrency, type SnapshotPnlOptions, snapshotFills } from "../pnl/index.js";
import { type Snapshot, sqlText } from "../store/index.js";
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
