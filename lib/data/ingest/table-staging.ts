import type { DuckDBConnection } from "@duckdb/node-api";
import { RiskbookError } from "../../core/index.js";
import { sqlText } from "../store/index.js";
import { KEYED_TABLES, type KeyedTableName } from "../tables/index.js";
import type { Header } from "./header.js";
import { keyedQuery } from "./keyed-query.js";
import type { TableMapFile } from "./map-file.js";
import { mapByName, ownShape, wantedByName } from "./own-names.js";
import { type SourceFile, sourceFile } from "./source-file.js";
import { dropRecords, readRecords } from "./source-records.js";
import { bindTable, type TableBindings, wantedByTableMap } from "./table-bindings.js";
import { requireSense, stateForTable, type TableStatements } from "./table-statements.js";
import { clockTime } from "./times.js";

/** How files of a keyed table are read. */
export interface TableReading {
  readonly table: KeyedTableName;
  /** How columns are read; absent: by the table's own names. */
  readonly map?: TableMapFile;
  readonly statements: TableStatements;
  /** Every row is marked as made up. */
  readonly simulated: boolean;
  /** Of files that are read without a map. */
  readonly delimiter: string;
}

/** Makes the empty table `staged` that files are added to: typed rows, and rows that are none with their reason. */
export async function createTableStaging(connection: DuckDBConnection, table: KeyedTableName): Promise<void> {
  const columns = KEYED_TABLES[table].columns.map(({ name, type }) => `${name} ${type}`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE staged (
    file INTEGER, source VARCHAR, line BIGINT, text VARCHAR, reason VARCHAR, partition VARCHAR, ${columns.join(", ")})`);
}

/**
 * Reads a file of a keyed table into `staged`.
 * @param file number of the file within this ingest
 * @returns how many rows were passed over, by the words that they were passed over by
 * @throws RiskbookError for a file that cannot be read, lacks a column or does not say what it must
 */
export async function stageTableFile(
  connection: DuckDBConnection,
  path: string,
  file: number,
  reading: TableReading,
): Promise<Record<string, number>> {
  const source = sourceFile(path);
  const { mapFile, header } = await openRows(connection, source, reading);
  const bindings = bindTable(source, mapFile, header);
  await requireZone(connection, source, mapFile, bindings);
  const { columns, partition } = KEYED_TABLES[reading.table];
  const names = columns.map(({ name }) => (name === "simulated" && reading.simulated ? "true" : name)).join(", ");
  await connection.run(`INSERT INTO staged
    SELECT ${file}, ${sqlText(source.name)}, line, text, reason, CASE WHEN reason IS NULL THEN ${partition} END, ${names}
    FROM (${keyedQuery(bindings, mapFile)})`);
  const passedOver = await countPassedOver(connection, bindings);
  await dropRecords(connection);
  return passedOver;
}

/** Makes `records` of a file, and says by which map they are read. */
async function openRows(
  connection: DuckDBConnection,
  source: SourceFile,
  { table, map, statements, delimiter }: TableReading,
): Promise<{ mapFile: TableMapFile; header: Header }> {
  if (map === undefined) {
    requireSense(table, statements);
    const shape = ownShape(delimiter, statements.sheet);
    const header = await readRecords(connection, source, shape, wantedByName(table, statements));
    return { mapFile: mapByName(table, source, header, shape, statements), header };
  }
  const stated = stateForTable(map, statements, source.name);
  const header = await readRecords(connection, source, stated.map, wantedByTableMap(stated.map));
  return { mapFile: header.nativeTimes === true ? withIsoTimes(stated) : stated, header };
}

function withIsoTimes({ path, map }: TableMapFile): TableMapFile {
  return { path, map: { ...map, time: { ...map.time, format: ["iso", ...map.time.format] } } };
}

/** Refuses times that name no zone where nobody said one: a guess would shift every one of them. */
async function requireZone(
  connection: DuckDBConnection,
  source: SourceFile,
  { path, map }: TableMapFile,
  { texts, isRow }: TableBindings,
): Promise<void> {
  const times = KEYED_TABLES[map.table].columns.filter(({ type }) => type === "TIMESTAMP");
  if (map.time.zone !== "" || times.length === 0) return;
  for (const { name } of times) {
    const text = texts[name]!.join(" || ' ' || ");
    const reader = await connection.runAndReadAll(`SELECT line, ${text} FROM records
      WHERE reason IS NULL AND (${isRow}) AND ${clockTime(`(${text})`, map.time)} IS NOT NULL LIMIT 1`);
    const [row] = reader.getRows();
    if (row === undefined) continue;
    throw new RiskbookError(
      "NOT_STATED",
      `${source.name} line ${row[0]}: ${name} was "${row[1]}", which names no zone. Say it, such as with "--zone America/New_York", or as time.zone in ${path}.`,
      { exitCode: 2, details: { statement: "zone" } },
    );
  }
}

async function countPassedOver(
  connection: DuckDBConnection,
  { isRow, choice }: TableBindings,
): Promise<Record<string, number>> {
  if (isRow === "true") return {};
  const words = `concat_ws(', ', ${choice.map(text => `coalesce(${text}, '(blank)')`).join(", ")})`;
  const reader = await connection.runAndReadAll(
    `SELECT ${words} AS words, count(*)::INTEGER FROM records WHERE reason IS NULL AND NOT (${isRow}) GROUP BY words ORDER BY words`,
  );
  return Object.fromEntries(reader.getRows().map(([words, count]) => [String(words), Number(count)]));
}
