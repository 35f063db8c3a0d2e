import { basename } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { type Progress, utcDate } from "../../core/index.js";
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
import { KEYED_TABLES, type KeyedTableName, SCHEMA } from "../tables/index.js";
import { readHeader } from "./header.js";
import { type KeyedConstants, keyedQuery } from "./keyed-query.js";
import { readLines } from "./lines.js";
import { splitRecords } from "./records.js";
import { firstSentences, keepRejects, readRejects } from "./rejects.js";
import { sourceFile } from "./source-file.js";
import type { IngestSummary } from "./summary.js";

/** How a file of a keyed table is loaded. */
export interface TableIngestOptions {
  readonly store: Store;
  readonly table: KeyedTableName;
  readonly file: string;
  readonly now: () => Date;
  readonly progress: Progress;
  readonly delimiter?: string;
  /** For price files of one symbol. */
  readonly symbol?: string;
  readonly simulated?: boolean;
  readonly database?: DatabaseOptions;
}

/**
 * Loads a CSV file of accounts, instruments, prices or daily figures as one new snapshot. A row whose key is stored with
 * other values takes its place, and the summary counts it; equal rows change nothing.
 * @throws RiskbookError for a file or store that cannot be used
 */
export async function ingestTable(options: TableIngestOptions): Promise<IngestSummary> {
  const { store, table, file, progress } = options;
  const database = await openDatabase(options.database);
  try {
    const { connection } = database;
    progress.line(`reading ${basename(file)}`);
    await stageRows(connection, options);
    const manifest = await publish(store, connection, parent => decide(connection, options, parent));
    return await summarise(connection, table, options, manifest);
  } finally {
    database.close();
  }
}

async function stageRows(connection: DuckDBConnection, options: TableIngestOptions): Promise<void> {
  const source = sourceFile(options.file);
  const delimiter = options.delimiter ?? ",";
  await readLines(connection, source, { delimiter, encoding: "utf-8" });
  const header = await readHeader(connection, source, 1, delimiter);
  const constants: KeyedConstants = {
    simulated: options.simulated === true,
    ...(options.symbol === undefined ? {} : { symbol: options.symbol }),
  };
  const query = keyedQuery(options.table, source, header, constants);
  await splitRecords(connection, { delimiter, headerLine: 1, fieldCount: header.names.length });
  await connection.run(
    `CREATE TEMP TABLE staged AS SELECT *, ${sqlText(source.name)} AS source FROM (${query}) ORDER BY line`,
  );
}

async function decide(
  connection: DuckDBConnection,
  options: TableIngestOptions,
  parent: Manifest | null,
): Promise<Change | null> {
  const { table } = options;
  await createViews(connection, options.store.layout, parent, "stored");
  await judgeRows(connection, options);
  const changes = await connection.runAndReadAll(
    `SELECT DISTINCT ${KEYED_TABLES[table].partition} FROM judged WHERE verdict IN ('new', 'replaces') ORDER BY ALL`,
  );
  const partitions = changes.getRows().map(([partition]) => String(partition));
  if (partitions.length === 0) return null;
  return {
    label: `ingest ${table} ${basename(options.file)}`,
    summary: { table, files: [basename(options.file)], ...(await countVerdicts(connection)) },
    add: partitions.map(partition => ({ table, partition, sql: partitionQuery(table, partition) })),
    remove: (parent?.files ?? []).filter(file => file.table === table && partitions.includes(file.partition)),
  };
}

/** A partition's stored rows that no new one stands in for, and the new ones, in order of the key. */
function partitionQuery(table: KeyedTableName, partition: string): string {
  const { key, partition: partitionOf } = KEYED_TABLES[table];
  const columns = SCHEMA[table].map(({ name }) => name).join(", ");
  return `SELECT * FROM (
      SELECT ${columns} FROM stored.${table} ANTI JOIN (FROM judged WHERE verdict = 'replaces') USING (${key.join(", ")})
      UNION ALL SELECT ${columns} FROM judged WHERE verdict IN ('new', 'replaces'))
    WHERE ${partitionOf} = ${sqlText(partition)} ORDER BY ${key.join(", ")}`;
}

async function judgeRows(connection: DuckDBConnection, { table, now }: TableIngestOptions): Promise<void> {
  const { key, rules } = KEYED_TABLES[table];
  const columns = SCHEMA[table].map(({ name }) => name);
  const values = columns.filter(name => !key.includes(name));
  const same = (left: string, right: string): string =>
    values.map(name => `${left}.${name} IS NOT DISTINCT FROM ${right}.${name}`).join(" AND ");
  const sameKey = (other: string): string => key.map(name => `p.${name} = ${other}.${name}`).join(" AND ");
  const rejections = [...rules, ...futureRule(columns, now())].map(
    ([condition, sentence]) => `WHEN ${condition} THEN ${sentence}`,
  );
  await connection.run(`CREATE OR REPLACE TEMP TABLE judged AS
    WITH checked AS (
      SELECT * REPLACE (coalesce(reason, ${rejections.length === 0 ? "NULL" : `CASE ${rejections.join("\n")} END`}) AS reason) FROM staged),
    placed AS (
      SELECT *, row_number() OVER (PARTITION BY reason IS NULL, ${key.join(", ")} ORDER BY line) AS place FROM checked),
    firsts AS (SELECT *, true AS sound FROM placed WHERE reason IS NULL AND place = 1)
    SELECT p.* REPLACE (CASE WHEN p.reason IS NULL AND p.place > 1 AND NOT (${same("p", "f")})
        THEN 'has the same ${key.join(" and ")} as line ' || f.line || ', with other values. Remove one of them.'
        ELSE p.reason END AS reason),
      CASE WHEN p.reason IS NOT NULL OR (p.place > 1 AND NOT (${same("p", "f")})) THEN 'rejected'
        WHEN p.place > 1 OR (o.${key[0]} IS NOT NULL AND ${same("p", "o")}) THEN 'known'
        WHEN o.${key[0]} IS NOT NULL THEN 'replaces' ELSE 'new' END AS verdict
    FROM placed AS p
      LEFT JOIN firsts AS f ON (p.reason IS NULL) = f.sound AND ${sameKey("f")}
      LEFT JOIN (SELECT *, true AS sound FROM stored.${table}) AS o ON (p.reason IS NULL) = o.sound AND ${sameKey("o")}`);
}

function futureRule(columns: readonly string[], now: Date): (readonly [string, string])[] {
  if (!columns.includes("date")) return [];
  const tomorrow = utcDate(now.getTime() + 86_400_000);
  return [[`date > DATE '${tomorrow}'`, `'date was "' || date || '"; expected a day that is not in the future.'`]];
}

async function summarise(
  connection: DuckDBConnection,
  table: KeyedTableName,
  { store, file }: TableIngestOptions,
  manifest: Manifest | null,
): Promise<IngestSummary> {
  const counts = await countVerdicts(connection);
  const rejects = await readRejects(
    connection,
    "SELECT source, line, reason, text FROM judged WHERE verdict = 'rejected' ORDER BY line",
  );
  const { replaced, ...rows } = counts;
  return {
    table,
    ...counts,
    files: [{ source: basename(file), ...rows }],
    corrected: 0,
    firstCorrections: [],
    passedOver: 0,
    held: [],
    addedAccounts: 0,
    addedInstruments: 0,
    firstRejects: firstSentences(rejects),
    rejectsFile: keepRejects(store.layout, rejects),
    snapshot: manifest === null ? null : { number: manifest.number, id: manifest.id },
  };
}

async function countVerdicts(
  connection: DuckDBConnection,
): Promise<{ read: number; loaded: number; alreadyKnown: number; rejected: number; replaced: number }> {
  const reader = await connection.runAndReadAll(`SELECT count(*), count(*) FILTER (verdict IN ('new', 'replaces')),
    count(*) FILTER (verdict = 'known'), count(*) FILTER (verdict = 'rejected'), count(*) FILTER (verdict = 'replaces') FROM judged`);
  const [read, loaded, alreadyKnown, rejected, replaced] = reader.getRows()[0]!.map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { read, loaded, alreadyKnown, rejected, replaced };
}
