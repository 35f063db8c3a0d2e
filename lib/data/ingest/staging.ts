import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText } from "../store/sql.js";
import { bindColumns } from "./bindings.js";
import { fillQuery, PARSED_COLUMNS } from "./fill-query.js";
import type { Header } from "./header.js";
import { type Instrument, instrumentOf } from "./instruments.js";
import { type ColumnMap, legMaps } from "./map.js";
import type { MapFile } from "./map-file.js";
import { sourceFile } from "./source-file.js";
import { dropRecords, readRecords } from "./source-records.js";
import { type Statements, stateFor } from "./statements.js";
import { wantedBy } from "./wanted.js";
import { steadyDays } from "./zone-shift.js";

/** What parsing needs beside the files. */
export interface ParseOptions {
  readonly map: MapFile;
  readonly statements: Statements;
  /** The time that no fill may lie behind. */
  readonly now: Date;
}

/** Makes the empty table `staged` that files are added to: parsed fills, and rows that are none with their reason. */
export async function createStaging(connection: DuckDBConnection): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE staged (
      row BIGINT, line BIGINT, account VARCHAR, symbol VARCHAR, time TIMESTAMP, trade_date DATE, side VARCHAR, quantity DECIMAL(24, 8),
      price DOUBLE, fees DECIMAL(18, 6), currency VARCHAR, fill_id VARCHAR, order_id VARCHAR, start_position DECIMAL(24, 8),
      tag VARCHAR, stop_price DOUBLE, route VARCHAR, busted BOOLEAN, multiplier_text VARCHAR, kind_text VARCHAR, reason VARCHAR, text VARCHAR, source VARCHAR, file INTEGER)`);
}

/**
 * Parses a file of executions into `staged`, in the file's order. Every fill has a `row`, which is its line where a row is
 * one fill. Of a row that is several fills, all are staged with a reason when one of them is.
 * @param file number of the file within this ingest
 * @returns how many rows were passed over, because they are no executions
 * @throws RiskbookError for a file that cannot be read or lacks a column; rows that do not parse carry a `reason` instead
 */
export async function stageFile(
  connection: DuckDBConnection,
  path: string,
  file: number,
  options: ParseOptions,
): Promise<number> {
  const source = sourceFile(path);
  const mapFile = stateFor(options.map, options.statements, source.name);
  const header = await readRecords(connection, source, mapFile.map, wantedBy(mapFile.map));
  const { zone } = mapFile.map.time;
  const steady = zone === "UTC" ? [] : await steadyDays(connection, zone);
  const legs = legMaps(mapFile.map).map(map => ({ map: withTimesOf(header, map), path: mapFile.path }));
  const queries = legs.map((leg, i) => {
    const bindings = bindColumns(source, leg, header);
    return `SELECT (line - 1) * ${legs.length} + ${i + 1} AS row, ${sqlText(leg.map.name)} AS leg, *
      FROM (${fillQuery(bindings, leg, { now: options.now, steady })})`;
  });
  await connection.run(`INSERT INTO staged SELECT row, ${PARSED_COLUMNS}, ${sqlText(source.name)}, ${file}
    FROM (${legs.length === 1 ? queries[0] : wholeRows(queries)}) ORDER BY row`);
  const passedOver = await countPassedOver(connection, bindColumns(source, legs[0]!, header).isExecution);
  await dropRecords(connection);
  return passedOver;
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

/**
 * Works out the instrument of every staged symbol that is not known yet, into the table `terms`; a symbol that no rule
 * explains goes into the table `unexplained(symbol, reason)`.
 * @param knownSymbols symbols whose instrument is stored and which no rule of the map needs to explain
 */
export async function stageInstruments(
  connection: DuckDBConnection,
  { map, path }: MapFile,
  knownSymbols: ReadonlySet<string>,
): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE unexplained (symbol VARCHAR, reason VARCHAR);
    CREATE OR REPLACE TEMP TABLE terms (symbol VARCHAR, kind VARCHAR, multiplier DOUBLE, currency VARCHAR,
      underlying VARCHAR, strike DOUBLE, expiry DATE, option_right VARCHAR)`);
  const reader =
    await connection.runAndReadAll(`SELECT symbol, min(multiplier_text), count(DISTINCT multiplier_text), min(kind_text),
      arg_min(currency, (file, row))
    FROM staged WHERE reason IS NULL AND NOT busted GROUP BY symbol ORDER BY symbol`);
  for (const [symbol, multiplier, multipliers, kind, currency] of reader.getRows() as [
    string,
    string | null,
    bigint,
    string | null,
    string,
  ][]) {
    if (knownSymbols.has(symbol)) continue;
    const instrument =
      multipliers > 1n
        ? {
            reason: `multiplier of "${symbol}" has ${multipliers} values in the files; expected one. Correct its column`,
          }
        : instrumentOf(symbol, map.instruments, multiplier, kind);
    await connection.run(
      "reason" in instrument
        ? `INSERT INTO unexplained VALUES (${sqlText(symbol)}, ${sqlText(`${instrument.reason} in ${path}.`)})`
        : `INSERT INTO terms VALUES (${termsOf(instrument, currency)})`,
    );
  }
}

function termsOf(instrument: Instrument, currency: string): string {
  const text = (value: string | null): string => (value === null ? "NULL" : sqlText(value));
  return [
    sqlText(instrument.symbol),
    sqlText(instrument.kind),
    String(instrument.multiplier),
    sqlText(currency),
    text(instrument.underlying),
    String(instrument.strike ?? "NULL"),
    text(instrument.expiry),
    text(instrument.right),
  ].join(", ");
}
