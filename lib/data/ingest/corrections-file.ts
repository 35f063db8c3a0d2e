import { basename } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Progress } from "../../core/index.js";
import {
  type Change,
  createViews,
  type DatabaseOptions,
  type Manifest,
  openDatabase,
  publish,
  type Store,
  sqlText,
} from "../store/index.js";
import { CORRECTED_COLUMNS } from "../tables/index.js";
import { correctionQuery, wantedOfCorrections } from "./correction-rows.js";
import { correctionRows, firstCorrections, stageBuckets, stageCorrections } from "./fill-corrections.js";
import { judgeCorrections } from "./judge-corrections.js";
import { firstSentences, keepRejects, readRejects } from "./rejects.js";
import { sourceFile } from "./source-file.js";
import { readRecords } from "./source-records.js";
import type { IngestSummary, RowCounts } from "./summary.js";

/** How a file of corrections is loaded. */
export interface CorrectionsIngestOptions {
  readonly store: Store;
  readonly file: string;
  readonly now: () => Date;
  readonly progress: Progress;
  readonly delimiter?: string;
  readonly database?: DatabaseOptions;
}

/** What is corrected where a file does not say why. */
const NO_REASON = "no reason given";

/**
 * Loads a file of corrections as one new snapshot. Each row says which stored fill it means (its account, with the source's
 * id or with what was told of it), whether it is `amended` or `busted`, and what it is amended to; what a row leaves out
 * stays as it is. What was told of the fill stays in the store.
 * @throws RiskbookError for a file or store that cannot be used
 */
export async function ingestCorrections(options: CorrectionsIngestOptions): Promise<IngestSummary> {
  const { store, file, progress } = options;
  const database = await openDatabase(options.database);
  try {
    const { connection } = database;
    progress.line(`reading ${basename(file)}`);
    await stageFile(connection, options);
    const manifest = await publish(store, connection, parent => decide(connection, options, parent));
    return await summarise(connection, options, manifest);
  } finally {
    database.close();
  }
}

async function stageFile(
  connection: DuckDBConnection,
  { file, delimiter = "," }: CorrectionsIngestOptions,
): Promise<void> {
  const source = sourceFile(file);
  const shape = { delimiter, encoding: "utf-8", skipLines: 0, numbers: { decimal: ".", thousands: "," } } as const;
  const header = await readRecords(connection, source, shape, wantedOfCorrections);
  await connection.run(`CREATE TEMP TABLE staged AS
    SELECT *, ${sqlText(source.name)} AS source FROM (${correctionQuery(source, header)}) ORDER BY line`);
}

async function decide(
  connection: DuckDBConnection,
  { store, file, now }: CorrectionsIngestOptions,
  parent: Manifest | null,
): Promise<Change | null> {
  await createViews(connection, store.layout, parent, "stored");
  await judgeCorrections(connection, now());
  const accounts = await connection.runAndReadAll("SELECT DISTINCT account FROM judged WHERE verdict = 'corrects'");
  await stageBuckets(
    connection,
    accounts.getRows().map(([account]) => String(account)),
  );
  await stageCorrections(
    connection,
    `SELECT sequence, kind, ${CORRECTED_COLUMNS.map(name => `new_${name}`).join(", ")}, coalesce(note, '${NO_REASON}') AS reason,
      source, line FROM judged WHERE verdict = 'corrects'`,
  );
  const add = await correctionRows(connection);
  if (add.length === 0) return null;
  const counts = await countVerdicts(connection);
  return {
    label: `ingest corrections ${basename(file)}`,
    summary: { table: "corrections", files: [basename(file)], ...counts },
    add,
    remove: [],
  };
}

async function summarise(
  connection: DuckDBConnection,
  { store, file }: CorrectionsIngestOptions,
  manifest: Manifest | null,
): Promise<IngestSummary> {
  const counts = await countVerdicts(connection);
  const rejects = await readRejects(
    connection,
    "SELECT source, line, reason, text FROM judged WHERE verdict = 'rejected' ORDER BY line",
  );
  return {
    table: "corrections",
    ...counts,
    files: [{ source: basename(file), ...counts }],
    replaced: 0,
    corrected: counts.loaded,
    firstCorrections: counts.loaded === 0 ? [] : await firstCorrections(connection),
    passedOver: 0,
    held: [],
    addedAccounts: 0,
    addedInstruments: 0,
    firstRejects: firstSentences(rejects),
    rejectsFile: keepRejects(store.layout, rejects),
    snapshot: manifest === null ? null : { number: manifest.number, id: manifest.id },
  };
}

async function countVerdicts(connection: DuckDBConnection): Promise<RowCounts> {
  const reader = await connection.runAndReadAll(`SELECT count(*), count(*) FILTER (verdict = 'corrects'),
    count(*) FILTER (verdict = 'known'), count(*) FILTER (verdict = 'rejected') FROM judged`);
  const [read, loaded, alreadyKnown, rejected] = reader.getRows()[0]!.map(Number) as [number, number, number, number];
  return { read, loaded, alreadyKnown, rejected };
}
