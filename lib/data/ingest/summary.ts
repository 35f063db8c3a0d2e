import type { CorrectionKind } from "../tables/index.js";

/** What became of the rows of one file, or of all. `read` is always the sum of the other three. */
export interface RowCounts {
  readonly read: number;
  readonly loaded: number;
  readonly alreadyKnown: number;
  readonly rejected: number;
}

/** A day of an account that waits for a person because a source tells two different stories of it. */
export interface HeldDay {
  readonly account: string;
  readonly date: string;
  readonly disagreements: number;
}

/** A stored fill that has another content now, or counts no more. */
export interface CorrectedFill {
  readonly account: string;
  /** Trade date of the fill as it was told. */
  readonly date: string;
  /** The source's id; null for a fill without one. */
  readonly fill: string | null;
  readonly kind: CorrectionKind;
  /** Such as `price 10.5 → 10.4`, or which trade is busted. */
  readonly change: string;
}

/** What an ingest did. */
export interface IngestSummary extends RowCounts {
  readonly table: string;
  readonly files: readonly (RowCounts & { readonly source: string })[];
  /** Rows of keyed tables that took the place of older ones; part of `loaded`. */
  readonly replaced: number;
  /** Stored rows of keyed tables that the source took back; only where it told all that there is of some days. */
  readonly withdrawn?: number;
  /** Stored fills that were corrected; part of `loaded`. */
  readonly corrected: number;
  /** The first of them; all stand in the table `corrections`. */
  readonly firstCorrections: readonly CorrectedFill[];
  /** Rows that are no executions by the map's `only`; not part of `read`. */
  readonly passedOver: number;
  /** Those rows by the words that they were passed over by, where a map of a keyed table has such words. */
  readonly passedOverBy?: Readonly<Record<string, number>>;
  readonly held: readonly HeldDay[];
  /** Accounts and instruments that fills named first. */
  readonly addedAccounts: number;
  readonly addedInstruments: number;
  /** The first of the rejects as sentences, for people; all of them stand in the rejects file. */
  readonly firstRejects: readonly string[];
  readonly rejectsFile: string | null;
  /** The snapshot that was published, or null when nothing changed. */
  readonly snapshot: { readonly number: number; readonly id: string } | null;
}

/** Says how a command with this outcome should end: 0 done, 1 nothing could be loaded, 3 partly. */
export function outcomeOf({ loaded, alreadyKnown, rejected }: RowCounts): 0 | 1 | 3 {
  if (rejected === 0) return 0;
  return loaded + alreadyKnown === 0 ? 1 : 3;
}
