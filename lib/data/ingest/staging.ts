import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlPath, sqlText } from "../store/sql.js";
import { bindColumns } from "./bindings.js";
import { fillQuery, PARSED_TYPES } from "./fill-query.js";
import type { Header } from "./header.js";
import { type ColumnMap, legMaps } from "./map.js";
import type { MapFile } from "./map-file.js";
import { readSoundRecords, type SoundFile, soundFile } from "./sound-records.js";
import { type SourceFile, sourceFile } from "./source-file.js";
import { dropRecords, readRecords } from "./source-records.js";
import { type Statements, stateFor } from "./statements.js";
import { wantedBy } from "./wanted.js";
import { type SteadyDays, steadyDays } from "./zone-shift.js";

/** What parsing needs beside the files. */
export interface ParseOptions {
  readonly map: MapFile;
  readonly statements: Statements;
  /** The time that no fill may lie behind. */
  readonly now: Date;
}

/** The view that {@link createStaging} and {@link stageFile} make: `row` and `line`, parsed columns, `source` and `file`. */
const COLUMNS: readonly (readonly [name: string, type: string])[] = [
  ["row", "BIGINT"],
  ...PARSED_TYPES,
  ["source", "VARCHAR"],
  ["file", "INTEGER"],
];

/** Files of executions as they are parsed, on disk, so that memory holds none of them whole. */
export interface Staging {
  readonly connection: DuckDBConnection;
  /** Where parsed rows lie; it goes when the database is closed. */
  readonly folder: string;
  /** Queries of the rows of each file so far. */
  readonly parts: string[];
}

/** Makes the empty view `staged` that files are added to: parsed fills, and rows that are none with their reason. */
export async function createStaging(connection: DuckDBConnection): Promise<Staging> {
  const reader = await connection.runAndReadAll("SELECT current_setting('temp_directory')");
  const folder = String(reader.value(0, 0));
  mkdirSync(folder, { recursive: true });
  const staging: Staging = { connection, folder, parts: [] };
  await createStagedView(staging);
  return staging;
}

async function createStagedView({ connection, parts }: Staging): Promise<void> {
  const empty = `SELECT ${COLUMNS.map(([name, type]) => `NULL::${type} AS ${name}`).join(", ")} WHERE false`;
  await connection.run(
    `CREATE OR REPLACE TEMP VIEW staged AS ${parts.length === 0 ? empty : parts.join(" UNION ALL ")}`,
  );
}

/**
 * Parses a file of executions into `staged`. Every fill has a `row`, by which the file's order is known, and which is its
 * line where a row is one fill. Of a row that is several fills, all are staged with a reason when one of them is. A row that
 * parsed may have no `text`: it is still in the file.
 * @param file number of the file within this ingest
 * @returns how many rows were passed over, because they are no executions
 * @throws RiskbookError for a file that cannot be read or lacks a column; rows that do not parse carry a `reason` instead
 */
export async function stageFile(staging: Staging, path: string, file: number, options: ParseOptions): Promise<number> {
  const source = sourceFile(path);
  const mapFile = stateFor(options.map, options.statements, source.name);
  const { zone } = mapFile.map.time;
  const parsing: Parsing = {
    source,
    mapFile,
    now: options.now,
    steady: zone === "UTC" ? [] : await steadyDays(staging.connection, zone),
  };
  const name = join(staging.folder, `staged-${file}.parquet`);
  const sound = await stageSoundFile(staging.connection, parsing, name);
  const passedOver = sound === undefined ? await stageAnyFile(staging.connection, parsing, name) : 0;
  const place = sound === undefined ? "row, line" : placeOf(sound);
  const columns = PARSED_TYPES.slice(1).map(([column]) => column);
  staging.parts.push(`SELECT ${place}, ${columns.join(", ")}, ${sqlText(source.name)} AS source, ${file} AS file
    FROM read_parquet(${sqlPath(name)}, file_row_number = true)`);
  await createStagedView(staging);
  return passedOver;
}

/** A file on its way into `staged`. */
interface Parsing {
  readonly source: SourceFile;
  readonly mapFile: MapFile;
  readonly now: Date;
  readonly steady: readonly SteadyDays[];
}

/** A sound file's rows are its lines, one after the other. */
function placeOf({ firstLine }: SoundFile): string {
  const line = `file_row_number + ${firstLine}`;
  return `${line} AS row, ${line} AS line`;
}

/**
 * Stages a file whose lines are its fills by reading it in one go; undefined where it may not be one. Every line has to
 * arrive: otherwise the file is read in the way that tells what is wrong with it.
 */
async function stageSoundFile(
  connection: DuckDBConnection,
  { source, mapFile, now, steady }: Parsing,
  name: string,
): Promise<SoundFile | undefined> {
  if (mapFile.map.legs.length > 0) return undefined;
  const sound = await soundFile(source, mapFile.map);
  if (sound === undefined) return undefined;
  const bindings = bindColumns(source, mapFile, sound.header);
  if (bindings.isExecution !== "true") return undefined;
  await readSoundRecords(connection, source, mapFile.map, sound);
  const columns = PARSED_TYPES.slice(1).map(([column]) =>
    column === "text" ? "CASE WHEN reason IS NOT NULL THEN text END AS text" : column,
  );
  const query = `SELECT ${columns.join(", ")} FROM (${fillQuery(bindings, mapFile, { now, steady })})`;
  try {
    const copied = await copyRows(connection, query, name);
    return copied === sound.records ? sound : undefined;
  } catch {
    return undefined;
  } finally {
    await connection.run("DROP VIEW records");
  }
}

/** Stages a file of any kind, whatever is wrong with some of its rows. */
async function stageAnyFile(
  connection: DuckDBConnection,
  { source, mapFile, now, steady }: Parsing,
  name: string,
): Promise<number> {
  const header = await readRecords(connection, source, mapFile.map, wantedBy(mapFile.map));
  const legs = legMaps(mapFile.map).map(map => ({ map: withTimesOf(header, map), path: mapFile.path }));
  const queries = legs.map((leg, i) => {
    const bindings = bindColumns(source, leg, header);
    return `SELECT (line - 1) * ${legs.length} + ${i + 1} AS row, ${sqlText(leg.map.name)} AS leg, *
      FROM (${fillQuery(bindings, leg, { now, steady })})`;
  });
  const columns = PARSED_TYPES.map(([column]) => (column === "text" ? "coalesce(text, '') AS text" : column));
  const rows = legs.length === 1 ? queries[0] : wholeRows(queries);
  await copyRows(connection, `SELECT row, ${columns.join(", ")} FROM (${rows})`, name);
  const passedOver = await countPassedOver(connection, bindColumns(source, legs[0]!, header).isExecution);
  await dropRecords(connection);
  return passedOver;
}

/** Writes rows to a file in the order of the query, and counts them. */
async function copyRows(connection: DuckDBConnection, query: string, path: string): Promise<number> {
  const copied = await connection.run(`COPY (${query}) TO ${sqlText(path)} (FORMAT parquet, COMPRESSION lz4)`);
  return copied.rowsChanged;
}

function withTimesOf({ nativeTimes }: Header, map: ColumnMap): ColumnMap {
  return nativeTimes ? { ...map, time: { ...map.time, format: ["iso", ...map.time.format] } } : map;
}

/** Fills of several legs: known by the row's id and the leg, and none is loaded without the others of its row. */
function wholeRows(queries: readonly string[]): string {
  return `SELECT * REPLACE (fill_id || '/' || leg AS fill_id, coalesce(leg || ' leg: ' || reason,
      'the row''s ' || min(CASE WHEN reason IS NOT NULL THEN leg || ' leg: ' || reason END) OVER (PARTITION BY line)) AS reason)
    FROM (${queries.join(" UNION ALL ")})`;
}

async function countPassedOver(connection: DuckDBConnection, isExecution: string): Promise<number> {
  if (isExecution === "true") return 0;
  const sql = `SELECT count(*)::INTEGER FROM records WHERE reason IS NULL AND NOT (${isExecution})`;
  return Number((await connection.runAndReadAll(sql)).value(0, 0));
}
