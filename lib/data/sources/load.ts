import { join } from "node:path";
import type { Progress } from "../../core/index.js";
import { ingestExecutions } from "../ingest/executions.js";
import type { CorrectionPolicy } from "../ingest/judge.js";
import type { IngestSummary } from "../ingest/summary.js";
import { ingestTable } from "../ingest/tables.js";
import type { Coverage } from "../ingest/withdrawn-rows.js";
import type { Store } from "../store/index.js";
import { type Inbox, readKept } from "./inbox.js";
import { ingestRows, isNews } from "./ingest-rows.js";
import type { Journal } from "./journal.js";
import type { Disagreement, FilesDataset, FillsDataset, KeptPage, Source, TableRows } from "./source.js";
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
  readonly corrections: CorrectionPolicy;
  readonly step: (step: CollectStep) => void;
}

/** What loading came to. */
export interface Loaded {
  readonly loads: readonly IngestSummary[];
  readonly disagreements: readonly Disagreement[];
}

/** Loads the landed pages of a run, dataset by dataset, by the rules of every ingest. Doing so again changes nothing. */
export async function loadLanded(loading: Loading): Promise<Loaded> {
  const loads: IngestSummary[] = [];
  const disagreements: Disagreement[] = [];
  for (const dataset of loading.source.datasets) {
    loading.step("load-dataset");
    if (dataset.table === "fills") loads.push(...(await loadFills(loading, dataset)));
    else if (dataset.table !== undefined) loads.push(...(await loadFiles(loading, dataset)));
    else {
      const reading = await dataset.read(pagesOf(loading, dataset.name), loading.store);
      for (const rows of reading.tables) loads.push(...(await loadRows(loading, dataset.name, rows)));
      disagreements.push(...(reading.disagreements ?? []));
    }
  }
  return { loads, disagreements };
}

async function loadFills(loading: Loading, dataset: FillsDataset): Promise<IngestSummary[]> {
  const { store, now, progress, simulated, corrections } = loading;
  const files = await pathsOf(loading, dataset);
  if (files.length === 0) return [];
  const { map, statements = {} } = dataset;
  return [await ingestExecutions({ store, now, progress, simulated, files, map, statements, corrections })];
}

async function loadFiles(loading: Loading, dataset: FilesDataset): Promise<IngestSummary[]> {
  const { store, now, progress, simulated } = loading;
  const files = await pathsOf(loading, dataset);
  const { table, map, statements = {}, complete = false } = dataset;
  if (files.length === 0 && !complete) return [];
  const read = map === undefined ? { statements } : { statements, map };
  const covered = complete ? { covered: { days: coverage(loading, dataset.name) } } : {};
  const loaded = await ingestTable({ store, now, progress, simulated, table, files, ...read, ...covered });
  return isNews(loaded) ? [loaded] : [];
}

/** The kept pages that hold rows of a dataset, in order of landing. */
async function pathsOf(loading: Loading, { name, within }: FillsDataset | FilesDataset): Promise<string[]> {
  const paths = [...filesOf(loading, within?.dataset ?? name).keys()].map(file => join(loading.inbox.root, file));
  if (within === undefined) return paths;
  const has = await Promise.all(paths.map(path => within.has(path)));
  return paths.filter((_, i) => has[i]);
}

function loadRows(loading: Loading, dataset: string, told: TableRows): Promise<IngestSummary[]> {
  const { complete = false, rejectedDays = [] } = told;
  const covered = complete ? { covered: { days: coverage(loading, dataset), except: rejectedDays } } : {};
  return ingestRows({ ...loading, name: `${dataset}-${told.table}`, told, ...covered });
}

/** The days of each feed that a dataset was asked for and told. */
function coverage({ journal, failed }: Loading, dataset: string): Coverage[] {
  const told = journal.plan.pieces.filter(piece => piece.dataset === dataset && !failed.has(piece.feed.name));
  return told.map(({ feed, from, to }) => ({ account: feed.name, from, to }));
}

function pagesOf(loading: Loading, dataset: string): KeptPage[] {
  return [...filesOf(loading, dataset)].map(([file, piece]) => ({
    piece,
    name: file,
    content: readKept(loading.inbox, file) ?? "",
  }));
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
