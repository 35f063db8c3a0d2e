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
  type StoredFile,
  sqlText,
} from "../store/index.js";
import { currentSchema, storedRows } from "../store/stored-rows.js";
import { KEYED_TABLES, type KeyedTableName, SCHEMA } from "../tables/index.js";
import { judgeRows } from "./judge-rows.js";
import type { TableMapFile } from "./map-file.js";
import { firstSentences, keepRejects, readRejects } from "./rejects.js";
import type { IngestSummary, RowCounts } from "./summary.js";
import { createTableStaging, stageTableFile } from "./table-staging.js";
import type { TableStatements } from "./table-statements.js";
import { type CoveredDays, stageWithdrawn } from "./withdrawn-rows.js";

/** How files of a keyed table are loaded. */
export interface TableIngestOptions {
  readonly store: Store;
  readonly table: KeyedTableName;
  readonly files: readonly string[];
  /** How columns are read; absent: by the table's own names or other names of them. */
  readonly map?: TableMapFile;
  /** What the files do not say of themselves. */
  readonly statements?: TableStatements;
  /** Marks what comes in with these files as made up. */
  readonly simulated?: boolean;
  readonly now: () => Date;
  readonly progress: Progress;
  /** Of files that are read without a map. */
  readonly delimiter?: string;
  /** Days of which the files tell everything: stored rows of them that the files lack are taken out. */
  readonly covered?: CoveredDays;
  readonly database?: DatabaseOptions;
}

/**
 * Loads files of a keyed table as one new snapshot: all of them or, when a file cannot be used at all, none. A row whose key
 * is stored with other values takes its place, and the summary counts it; equal rows change nothing. Stored rows of covered
 * days that the files lack were taken back by their source. Only partitions with a row that changes are written again.
 * @throws RiskbookError for a file, map or store that cannot be used
 */
export async function ingestTable(options: TableIngestOptions): Promise<IngestSummary> {
  const { store, table, map, files, progress } = options;
  const database = await openDatabase(options.database);
  try {
    const { connection } = database;
    await createTableStaging(connection, table);
    const passedOver: Record<string, number> = {};
    const reading = {
      table,
      ...(map === undefined ? {} : { map }),
      statements: options.statements ?? {},
      simulated: options.simulated === true,
      delimiter: options.delimiter ?? ",",
    };
    for (const [file, path] of files.entries()) {
      progress.line(`reading ${basename(path)}`);
      const words = await stageTableFile(connection, path, file, reading);
      for (const [word, rows] of Object.entries(words)) passedOver[word] = (passedOver[word] ?? 0) + rows;
    }
    const manifest = await publish(store, connection, parent => decide(connection, options, parent));
    return await summarise(connection, options, manifest, passedOver);
  } finally {
    database.close();
  }
}

async function decide(
  connection: DuckDBConnection,
  { store, table, files, now, covered }: TableIngestOptions,
  parent: Manifest | null,
): Promise<Change | null> {
  await createViews(connection, store.layout, parent, "stored");
  const stored = (parent?.files ?? []).filter(file => file.table === table);
  const touched = await partitions(connection, "staged");
  const rowsOf = (files: readonly StoredFile[]): string => storedRows(store.layout.root, files, currentSchema(table));
  await connection.run(`CREATE OR REPLACE TEMP VIEW touched AS
    ${rowsOf(stored.filter(({ partition }) => touched.includes(partition)))}`);
  await judgeRows(connection, table, now());
  await stageWithdrawn(connection, table, covered);
  const changed = await partitions(
    connection,
    "(SELECT partition FROM judged WHERE verdict IN ('new', 'replaces') UNION ALL SELECT partition FROM withdrawn)",
  );
  if (changed.length === 0) return null;
  const names = files.map(path => basename(path));
  const removed = (partition: string): StoredFile[] => stored.filter(file => file.partition === partition);
  return {
    label: `ingest ${table} ${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`,
    summary: { table, files: names, ...(await countVerdicts(connection)), withdrawn: await countWithdrawn(connection) },
    add: changed.map(partition => ({
      table,
      partition,
      sql: partitionQuery(table, partition, rowsOf(removed(partition))),
    })),
    remove: changed.flatMap(removed),
  };
}

async function partitions(connection: DuckDBConnection, rows: string): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    `SELECT DISTINCT partition FROM (FROM ${rows}) WHERE partition IS NOT NULL ORDER BY partition`,
  );
  return reader.getRows().map(([partition]) => String(partition));
}

/** A partition's stored rows that no new one stands in for, and the new ones, in order of the key. */
function partitionQuery(table: KeyedTableName, partition: string, stored: string): string {
  const key = KEYED_TABLES[table].key.join(", ");
  const columns = SCHEMA[table].map(({ name }) => name).join(", ");
  const judged = (verdicts: string): string =>
    `SELECT ${columns} FROM judged WHERE partition = ${sqlText(partition)} AND verdict IN (${verdicts})`;
  return `SELECT ${columns} FROM (${stored}) ANTI JOIN (${judged("'replaces'")}) USING (${key})
      ANTI JOIN withdrawn USING (${key})
    UNION ALL ${judged("'new', 'replaces'")} ORDER BY ${key}`;
}

async function summarise(
  connection: DuckDBConnection,
  { store, table, files }: TableIngestOptions,
  manifest: Manifest | null,
  passedOver: Readonly<Record<string, number>>,
): Promise<IngestSummary> {
  const rejects = await readRejects(
    connection,
    "SELECT source, line, reason, text FROM judged WHERE verdict = 'rejected' ORDER BY file, line",
  );
  const perFile: (RowCounts & { source: string })[] = [];
  for (const [file, path] of files.entries()) {
    const { replaced: _, ...counts } = await countVerdicts(connection, file);
    perFile.push({ source: basename(path), ...counts });
  }
  return {
    table,
    ...(await countVerdicts(connection)),
    files: perFile,
    withdrawn: await countWithdrawn(connection),
    corrected: 0,
    firstCorrections: [],
    passedOver: Object.values(passedOver).reduce((sum, rows) => sum + rows, 0),
    passedOverBy: passedOver,
    held: [],
    addedAccounts: 0,
    addedInstruments: 0,
    firstRejects: firstSentences(rejects),
    rejectsFile: keepRejects(store.layout, rejects),
    snapshot: manifest === null ? null : { number: manifest.number, id: manifest.id },
  };
}

async function countWithdrawn(connection: DuckDBConnection): Promise<number> {
  return Number((await connection.runAndReadAll("SELECT count(*) FROM withdrawn")).value(0, 0));
}

async function countVerdicts(connection: DuckDBConnection, file?: number): Promise<RowCounts & { replaced: number }> {
  const reader = await connection.runAndReadAll(`SELECT count(*), count(*) FILTER (verdict IN ('new', 'replaces')),
    count(*) FILTER (verdict = 'known'), count(*) FILTER (verdict = 'rejected'), count(*) FILTER (verdict = 'replaces')
    FROM judged ${file === undefined ? "" : `WHERE file = ${file}`}`);
  const [read, loaded, alreadyKnown, rejected, replaced] = reader.getRows()[0]!.map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { read, loaded, alreadyKnown, rejected, replaced };
}
