import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText } from "../store/sql.js";
import { PARSED_TYPES } from "./fill-query.js";
import type { MapFile } from "./map-file.js";
import { type SourceFile, sourceFile } from "./source-file.js";
import { stageAnyFile } from "./stage-any.js";
import { stageSoundFile } from "./stage-sound.js";
import { type Statements, stateFor } from "./statements.js";
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

/** Files of executions as they are parsed. */
export interface Staging {
  readonly connection: DuckDBConnection;
  /** What the files so far are of `staged`: a table each, and the columns that it does not have as it is, as SQL. */
  readonly parts: { readonly table: string; readonly columns: ReadonlyMap<string, string> }[];
}

/** Makes the empty view `staged` that files are added to: parsed fills, and rows that are none with their reason. */
export async function createStaging(connection: DuckDBConnection): Promise<Staging> {
  const staging: Staging = { connection, parts: [] };
  await createView(staging);
  return staging;
}

async function createView({ connection, parts }: Staging): Promise<void> {
  const empty = `SELECT ${COLUMNS.map(([name, type]) => `NULL::${type} AS ${name}`).join(", ")} WHERE false`;
  const queries = parts.map(({ table, columns }) => {
    const selected = COLUMNS.map(([name, type]) => `(${columns.get(name) ?? name})::${type} AS ${name}`);
    return `SELECT ${selected.join(", ")} FROM ${table}`;
  });
  await connection.run(
    `CREATE OR REPLACE TEMP VIEW staged AS ${queries.length === 0 ? empty : queries.join(" UNION ALL ")}`,
  );
}

/** Columns of `staged` that are the same in all rows of all files, with their SQL. */
export function constantColumns({ parts }: Staging): Map<string, string> {
  const [first, ...others] = parts;
  const shared = [...(first?.columns ?? [])].filter(
    ([name, sql]) => !sql.includes("rowid") && others.every(({ columns }) => columns.get(name) === sql),
  );
  return new Map(shared);
}

/** A file on its way into `staged`. */
export interface Parsing {
  readonly source: SourceFile;
  readonly mapFile: MapFile;
  readonly now: Date;
  readonly steady: readonly SteadyDays[];
}

/**
 * Parses a file of executions into `staged`. Every fill has a `row`, by which the file's order is known, and which is its
 * line where a row is one fill. Of a row that is several fills, all are staged with a reason when one of them is. A row
 * whose `text` is NULL is that line of its file.
 * @param file number of the file within this ingest
 * @returns how many rows were passed over, because they are no executions
 * @throws RiskbookError for a file that cannot be read or lacks a column; rows that do not parse carry a `reason` instead
 */
export async function stageFile(staging: Staging, path: string, file: number, options: ParseOptions): Promise<number> {
  const { connection, parts } = staging;
  const source = sourceFile(path);
  const mapFile = stateFor(options.map, options.statements, source.name);
  const { zone } = mapFile.map.time;
  const steady = zone === "UTC" ? [] : await steadyDays(connection, zone);
  const parsing: Parsing = { source, mapFile, now: options.now, steady };
  const table = `staged_${file}`;
  const columns = new Map([
    ["source", sqlText(source.name)],
    ["file", String(file)],
  ]);
  const sound = await stageSoundFile(connection, parsing, table);
  const passedOver = sound === undefined ? await stageAnyFile(connection, parsing, table) : 0;
  if (sound !== undefined) {
    const line = `rowid + ${sound.firstLine}`;
    for (const [name, sql] of [["row", line], ["line", line], ...sound.constants] as const) columns.set(name, sql);
  }
  parts.push({ table, columns });
  await createView(staging);
  return passedOver;
}
