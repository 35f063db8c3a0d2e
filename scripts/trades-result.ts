import { type BookTrips, tripRows } from "../lib/data/index.js";
import type { BehaviourFinding, Measure } from "../lib/risk/index.js";

/** What `riskbook trades` found. */
export interface TradesResult {
  /** The snapshot of the book's store. */
  readonly source: string;
  /** The trader or account that was asked for. */
  readonly of: string;
  readonly trips: BookTrips;
  /** Empty unless one trader or account was asked for. */
  readonly measures: readonly Measure[];
  readonly findings: readonly BehaviourFinding[];
}

/** The result as `--json` prints it, with a row for every trip. */
export function tradesJson({ source, of, trips, measures, findings }: TradesResult): Record<string, unknown> {
  return {
    source,
    of,
    method: trips.method,
    currency: trips.currency,
    n: trips.n,
    open: trips.open.reduce((count, open) => count + open, 0),
    trips: tripRows(trips),
    measures,
    findings: findings.map(({ id, text }) => ({ id, text })),
  };
}
