import type { Progress } from "../../core/index.js";
import { firstSentences, keepRejects } from "../ingest/rejects.js";
import type { IngestSummary } from "../ingest/summary.js";
import { ingestTable } from "../ingest/tables.js";
import type { CoveredDays } from "../ingest/withdrawn-rows.js";
import type { Store } from "../store/index.js";
import { type Inbox, keepRows } from "./inbox.js";
import type { TableRows } from "./source.js";

/** Rows that were read of a source's own format, and where they go. */
export interface RowsIngest {
  readonly store: Store;
  /** The rows are kept in it as a file, so that messages can name their lines. */
  readonly inbox: Inbox;
  /** What that file is called by. */
  readonly name: string;
  readonly told: TableRows;
  readonly covered?: CoveredDays;
  readonly now: () => Date;
  readonly progress: Progress;
  readonly simulated: boolean;
}

/**
 * Loads rows by the rules of every ingest.
 * @returns a summary of what could not be made into a row, where there is such, and one of the rows, where they are any news
 */
export async function ingestRows(options: RowsIngest): Promise<IngestSummary[]> {
  const { store, inbox, name, told, covered, now, progress, simulated } = options;
  const { table, columns, rows } = told;
  const refused = told.rejects.length === 0 ? [] : [refusedRows(store, told)];
  if (rows.length === 0 && covered === undefined) return refused;
  const files = rows.length === 0 ? [] : [keepRows(inbox, name, csvOf([columns, ...rows]))];
  const loaded = await ingestTable({
    store,
    now,
    progress,
    simulated,
    table,
    files,
    ...(covered === undefined ? {} : { covered }),
  });
  return isNews(loaded) ? [...refused, loaded] : refused;
}

/** Whether an ingest had rows or took some out. */
export function isNews({ read, withdrawn = 0 }: IngestSummary): boolean {
  return read > 0 || withdrawn > 0;
}

function csvOf(rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]): string => row.map(field => `"${field.replaceAll('"', '""')}"`).join(",");
  return `${rows.map(line).join("\n")}\n`;
}

/** A summary of what could not even be made into a row. */
function refusedRows(store: Store, { table, rejects }: TableRows): IngestSummary {
  const counts = { read: rejects.length, loaded: 0, alreadyKnown: 0, rejected: rejects.length };
  return {
    table,
    ...counts,
    files: [{ source: rejects[0]!.source, ...counts }],
    replaced: 0,
    corrected: 0,
    firstCorrections: [],
    passedOver: 0,
    held: [],
    addedAccounts: 0,
    addedInstruments: 0,
    firstRejects: firstSentences(rejects),
    rejectsFile: keepRejects(store.layout, rejects),
    snapshot: null,
  };
}
