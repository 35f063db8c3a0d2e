import type { IsoDate } from "../../core/index.js";
import type { MapFile, TableMapFile } from "../ingest/map-file.js";
import type { Reject } from "../ingest/rejects.js";
import type { Statements } from "../ingest/statements.js";
import type { TableStatements } from "../ingest/table-statements.js";
import type { Store } from "../store/index.js";
import type { KeyedTableName } from "../tables/index.js";

/** One stream of a source that is asked for on its own and has its own watermark: an account, or a query. */
export interface Feed {
  /** What the source is asked with. */
  readonly id: string;
  /** What people call it; for an account, the name that its fills carry. */
  readonly name: string;
  /** ISO 4217, where the source states it beside the feed and not in its rows. */
  readonly currency?: string;
  /** The first day that there is anything of, or null where there is nothing yet and it is not asked. */
  readonly first: IsoDate | null;
  /** Names of the datasets that it has; all that its source has where absent. */
  readonly datasets?: readonly string[];
  /** Its rows are of any accounts, not of the one that it is named for. */
  readonly anyAccount?: boolean;
  /** What is asked for at once: a calendar month where absent, or all days together. */
  readonly window?: "month" | "year" | "all";
}

/** What is asked for at once: the days `from` to `to`, both included, of one feed's dataset. It comes in pages. */
export interface Piece {
  readonly dataset: string;
  readonly feed: Feed;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** One page of a piece, as the source wrote it but for marks of its transport. */
export interface Page {
  readonly content: string;
  /** Rows in `content` without its header; a page without any is kept and not loaded. */
  readonly rows: number;
  /** How many pages the piece has by now. */
  readonly pages: number;
  /** The last day that the answer covers, where it could not tell the piece's last days yet. */
  readonly through?: IsoDate;
  /** What its file is called by; `csv` where absent. */
  readonly extension?: "csv" | "xml";
}

/** All of a piece as one stream of CSV, for what is too large to be held in memory: it is kept while it comes. */
export interface StreamedPage {
  readonly stream: AsyncIterable<Uint8Array>;
  /** Rows in it without its header; known when the stream has ended. */
  rows(): number;
}

/** The feed of a piece that is asked for once for all feeds together. It has no days and no watermark. */
export const ALL_FEEDS: Feed = { id: "*", name: "all accounts", first: null };

/** A page that was kept as a file. */
export interface KeptPage {
  readonly piece: Piece;
  /** Name of the file, for messages. */
  readonly name: string;
  readonly content: string;
}

/** A day of an account. */
export interface AccountDay {
  readonly account: string;
  readonly date: IsoDate;
}

/** Rows of a keyed table, as text that is judged like any file's, and what could not be made into one. */
export interface TableRows {
  readonly table: KeyedTableName;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly rejects: readonly Reject[];
  /**
   * These rows are all that there is of what was asked for: a stored row beside them, of the same feed and days, was taken
   * back by the source.
   */
  readonly complete?: boolean;
  /** Days of the rejects: what is stored of them stays as it is. */
  readonly rejectedDays?: readonly AccountDay[];
}

/** A figure of an account's day that the source states otherwise than it follows from what is stored. */
export interface Disagreement extends AccountDay {
  /** What is compared, such as `round trips` or `their gross`. */
  readonly figure: string;
  readonly theirs: number;
  readonly ours: number;
}

/** What pages were read as. */
export interface Reading {
  readonly tables: readonly TableRows[];
  readonly disagreements?: readonly Disagreement[];
}

/** A kind of data that a source has, and how its pages become rows of the store. */
export type Dataset = FillsDataset | FilesDataset | ReadDataset;

/** Executions, read by a column map. */
export interface FillsDataset {
  readonly name: string;
  readonly table: "fills";
  readonly map: MapFile;
  /** What the pages do not say and the map leaves open. */
  readonly statements?: Statements;
  readonly within?: Within;
}

/** Rows of a keyed table whose pages are files of it: by the table's own names, or by a map. */
export interface FilesDataset {
  readonly name: string;
  readonly table: KeyedTableName;
  readonly map?: TableMapFile;
  readonly statements?: TableStatements;
  /** Its pages are all that there is of what was asked for, as with {@link TableRows}. */
  readonly complete?: boolean;
  readonly within?: Within;
}

/** Where one answer holds rows of several tables: what it is asked for as, and whether a page has any of this one. */
export interface Within {
  readonly dataset: string;
  /** @param path of the kept page */
  has(path: string): Promise<boolean>;
}

/** Anything else, read by the source's own code. */
export interface ReadDataset {
  readonly name: string;
  readonly table?: never;
  /** `source`: asked once a run for all feeds together, as it is now, and not by days. */
  readonly scope?: "feed" | "source";
  /** @param store what was loaded before; the datasets in front of this one are in it already */
  read(pages: readonly KeptPage[], store: Store): Reading | Promise<Reading>;
}

/**
 * A place that data is fetched from, window by window. A source only asks and reads; keeping, resuming, loading and
 * watermarks are `collect`'s. Every source passes the suite in conformance.ts.
 * @typeParam Answer how it answers: by pages, or with all of a piece as one stream
 */
export interface Source<Answer extends Page | StreamedPage = Page | StreamedPage> {
  /** Its name in the inbox and in commands: lower-case letters. */
  readonly name: string;
  /** IANA zone in which its days begin. */
  readonly timeZone: string;
  /** In the order in which they are loaded. */
  readonly datasets: readonly Dataset[];
  /** Codes of errors of `page` that may concern one feed only, so that a run goes on with the others. */
  readonly feedFailures: readonly string[];
  /** @throws RiskbookError where the source cannot be asked */
  feeds(): Promise<readonly Feed[]>;
  /**
   * Asks for a page, counted from 1; the same days may be asked for again at any time.
   * @throws RiskbookError when it cannot be had whole, after whatever patience the source deserves
   */
  page(piece: Piece, page: number): Promise<Answer>;
}
