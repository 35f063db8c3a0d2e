import { RiskbookError } from "../../core/index.js";
import { currenciesOf, fillsInCurrency, onlyCurrency, type SnapshotPnlOptions, snapshotFills } from "../pnl/index.js";
import type { Snapshot } from "../store/index.js";
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
