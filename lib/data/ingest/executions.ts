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
  type TableRows,
} from "../store/index.js";
import { correctionRows, firstCorrections, stageCorrections, TOLD_ANEW } from "./fill-corrections.js";
import type { CorrectionPolicy } from "./judge.js";
import { loadingBatches, partsOfLoading, stageLoading } from "./loading.js";
import type { MapFile } from "./map-file.js";
import { firstSentences, keepRejects, readRejects } from "./rejects.js";
import { stageInstruments } from "./staged-instruments.js";
import { constantColumns, createStaging, type Staging, stageFile } from "./staging.js";
import type { Statements } from "./statements.js";
import type { HeldDay, IngestSummary, RowCounts } from "./summary.js";
import { giveVerdicts } from "./verdicts.js";

/** How executions are loaded. */
export interface IngestOptions {
  readonly store: Store;
  readonly files: readonly string[];
  readonly map: MapFile;
  /** What the files do not say of themselves. */
  readonly statements?: Statements;
  readonly now: () => Date;
  readonly progress: Progress;
  /** Marks accounts and instruments that come in with these files as made up. */
  readonly simulated?: boolean;
  /** What becomes of a fill that a file tells otherwise than the store has it; `hold` unless stated. */
  readonly corrections?: CorrectionPolicy;
  readonly database?: DatabaseOptions;
}

/**
 * Loads files of executions into the store as one new snapshot: all of them or, when a file cannot be used at all, none.
 * Rows that do not parse are kept beside the store with line and reason. A fill that is already known is not loaded again,
 * also when another process loads it at the same time.
 * @throws RiskbookError for a file, map or store that cannot be used
 */
export async function ingestExecutions(options: IngestOptions): Promise<IngestSummary> {
  const { store, files, map, progress } = options;
  const database = await openDatabase(options.database);
  try {
    const { connection } = database;
    const staging = await createStaging(connection);
    let passedOver = 0;
    for (const [file, path] of files.entries()) {
      progress.update(`reading ${basename(path)}`, file / files.length);
      passedOver += await stageFile(staging, path, file, {
        map,
        statements: options.statements ?? {},
        now: options.now(),
      });
    }
    progress.update("reading", 1);
    const writers = await Promise.all(Array.from({ length: database.threads }, () => database.connect()));
    const manifest = await publish(store, connection, parent => decide(staging, options, parent), writers);
    return { ...(await summarise(connection, options, manifest)), passedOver };
  } finally {
    database.close();
  }
}

async function decide(staging: Staging, options: IngestOptions, parent: Manifest | null): Promise<Change | null> {
  const { connection } = staging;
  await createViews(connection, options.store.layout, parent, "stored");
  const known = await texts(connection, "SELECT symbol FROM stored.instruments");
  await stageInstruments(connection, options.map, new Set(known));
  await giveVerdicts(connection, options.corrections ?? "hold");
  await prepareRows(connection, options.simulated === true);
  const add = await rowsToAdd(connection);
  const parts = await partsOfLoading(connection);
  if (add.length + parts.length === 0) return null;
  const rewritten = new Set(add.filter(({ partition }) => partition === "all").map(({ table }) => table));
  const names = options.files.map(path => basename(path));
  return {
    label: `ingest ${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`,
    summary: {
      map: options.map.map.name,
      files: names,
      ...(await countVerdicts(connection)),
      corrected: await countOf(connection, "correcting"),
    },
    add,
    batches: loadingBatches(connection, parts, constantColumns(staging)),
    remove: (parent?.files ?? []).filter(({ table }) => rewritten.has(table)),
  };
}

/** Makes `loading` (the fills to add), `correcting`, `new_accounts` and `new_instruments`. */
async function prepareRows(connection: DuckDBConnection, simulated: boolean): Promise<void> {
  await stageLoading(connection);
  await stageCorrections(connection, TOLD_ANEW);
  await connection.run(`CREATE OR REPLACE TEMP TABLE new_accounts AS
    SELECT account, account AS trader, NULL AS desk, arg_min(currency, (file, first_row)) AS currency, NULL AS capital_base,
      ${simulated} AS simulated
    FROM loading_days WHERE account NOT IN (SELECT account FROM stored.accounts) GROUP BY account`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE new_instruments AS
    SELECT terms.*, NULL AS sector, NULL AS beta, ${simulated} AS simulated
    FROM terms WHERE symbol IN (
      SELECT symbol FROM judged WHERE verdict = 'new' GROUP BY symbol UNION ALL SELECT new_symbol FROM correcting)`);
}

/** The rows of all new files but those of fills. */
async function rowsToAdd(connection: DuckDBConnection): Promise<TableRows[]> {
  const add = await correctionRows(connection);
  for (const [table, key] of [
    ["accounts", "account"],
    ["instruments", "symbol"],
  ] as const) {
    if ((await countOf(connection, `new_${table}`)) === 0) continue;
    const sql = `SELECT * FROM (SELECT * FROM stored.${table} UNION ALL BY NAME SELECT * FROM new_${table}) ORDER BY ${key}`;
    add.push({ table, partition: "all", sql });
  }
  return add;
}

async function summarise(
  connection: DuckDBConnection,
  { store, files }: IngestOptions,
  manifest: Manifest | null,
): Promise<Omit<IngestSummary, "passedOver">> {
  const rejects = await readRejects(
    connection,
    "SELECT source, line, reason, text, file FROM judged WHERE verdict NOT IN ('new', 'corrects', 'known') ORDER BY file, row",
    files,
  );
  const rejectsFile = keepRejects(store.layout, rejects);
  const held = await connection.runAndReadAll(
    "SELECT account, trade_date::VARCHAR, disagreements::INTEGER FROM held_days ORDER BY ALL",
  );
  const corrected = await countOf(connection, "correcting");
  const added = (table: string): Promise<number> | number =>
    manifest === null ? 0 : countOf(connection, `new_${table}`);
  const perFile = await Promise.all(
    files.map((path, file) => countVerdicts(connection, file).then(counts => ({ source: basename(path), ...counts }))),
  );
  return {
    table: "fills",
    ...(await countVerdicts(connection)),
    files: perFile,
    replaced: 0,
    corrected,
    firstCorrections: corrected === 0 ? [] : await firstCorrections(connection),
    held: (held.getRows() as [string, string, number][]).map(
      ([account, date, disagreements]): HeldDay => ({ account, date, disagreements }),
    ),
    addedAccounts: await added("accounts"),
    addedInstruments: await added("instruments"),
    firstRejects: firstSentences(rejects),
    rejectsFile,
    snapshot: manifest === null ? null : { number: manifest.number, id: manifest.id },
  };
}

async function countVerdicts(connection: DuckDBConnection, file?: number): Promise<RowCounts> {
  const reader = await connection.runAndReadAll(`SELECT count(*), count(*) FILTER (verdict IN ('new', 'corrects')),
    count(*) FILTER (verdict = 'known') FROM judged ${file === undefined ? "" : `WHERE file = ${file}`}`);
  const [read, loaded, alreadyKnown] = reader.getRows()[0]!.map(Number) as [number, number, number];
  return { read, loaded, alreadyKnown, rejected: read - loaded - alreadyKnown };
}

async function countOf(connection: DuckDBConnection, table: string): Promise<number> {
  return Number((await connection.runAndReadAll(`SELECT count(*) FROM ${table}`)).value(0, 0));
}

async function texts(connection: DuckDBConnection, sql: string): Promise<string[]> {
  return (await connection.runAndReadAll(sql)).getRows().map(([text]) => String(text));
}
