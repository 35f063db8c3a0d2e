import { join } from "node:path";
import type { Progress } from "../../core/index.js";
import { ingestExecutions } from "../ingest/executions.js";
import { firstSentences, keepRejects, type Reject } from "../ingest/rejects.js";
import type { IngestSummary } from "../ingest/summary.js";
import { ingestTable } from "../ingest/tables.js";
import type { Store } from "../store/index.js";
import { type Inbox, keepRows, readKept } from "./inbox.js";
import type { Journal } from "./journal.js";
import type { Dataset, KeptPage, Source } from "./source.js";
import type { CollectStep } from "./steps.js";

/** What loading needs. */
export interface Loading {
  readonly source: Source;
  readonly inbox: Inbox;
  readonly journal: Journal;
  /** Feeds that are incomplete; nothing of them is loaded. */
  readonly failed: ReadonlyMap<string, string>;
  readonly store: Store;
  readonly now: () => Date;
  readonly progress: Progress;
  readonly simulated: boolean;
  readonly keepStored: boolean;
  readonly step: (step: CollectStep) => void;
}

/** Loads the landed pages of a run, dataset by dataset, by the rules of every ingest. Doing so again changes nothing. */
export async function loadLanded(loading: Loading): Promise<IngestSummary[]> {
  const summaries: IngestSummary[] = [];
  for (const dataset of loading.source.datasets) {
    loading.step("load-dataset");
    summaries.push(...(await loadDataset(loading, dataset)));
  }
  return summaries;
}

async function loadDataset(loading: Loading, dataset: Dataset): Promise<IngestSummary[]> {
  const files = filesOf(loading, dataset.name);
  if (files.size === 0) return [];
  const { inbox, store, now, progress, simulated, keepStored } = loading;
  const shared = { store, now, progress, simulated };
  if (dataset.table === "fills") {
    const paths = [...files.keys()].map(file => join(inbox.root, file));
    return [await ingestExecutions({ ...shared, files: paths, map: dataset.map, keepStored })];
  }
  const pages = [...files].map(
    ([file, piece]): KeptPage => ({ piece, name: file, content: readKept(inbox, file) ?? "" }),
  );
  const { columns, rows, rejects } = dataset.read(pages);
  const refused = rejects.length === 0 ? [] : [refusedRows(store, dataset.table, rejects)];
  if (rows.length === 0) return refused;
  const file = keepRows(inbox, dataset.name, csvOf([columns, ...rows]));
  return [...refused, await ingestTable({ ...shared, table: dataset.table, files: [file] })];
}

/** The files that hold rows, in order of landing, each once. */
function filesOf({ journal, failed }: Loading, dataset: string): Map<string, KeptPage["piece"]> {
  const files = new Map<string, KeptPage["piece"]>();
  for (const [index, piece] of journal.plan.pieces.entries()) {
    if (piece.dataset !== dataset || failed.has(piece.feed.name)) continue;
    for (const { file, rows } of journal.landed.get(index) ?? []) if (rows > 0) files.set(file, piece);
  }
  return files;
}

function csvOf(rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]): string => row.map(field => `"${field.replaceAll('"', '""')}"`).join(",");
  return `${rows.map(line).join("\n")}\n`;
}

/** A summary of what could not even be made into a row. */
function refusedRows(store: Store, table: Dataset["table"], rejects: readonly Reject[]): IngestSummary {
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
