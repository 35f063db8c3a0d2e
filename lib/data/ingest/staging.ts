import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText } from "../store/sql.js";
import { bindColumns } from "./bindings.js";
import { fillQuery, PARSED_COLUMNS } from "./fill-query.js";
import { readHeader } from "./header.js";
import { type Instrument, instrumentOf } from "./instruments.js";
import { readLines } from "./lines.js";
import type { MapFile } from "./map-file.js";
import { splitRecords } from "./records.js";
import { sourceFile } from "./source-file.js";

/** What parsing needs beside the files. */
export interface ParseOptions {
  readonly map: MapFile;
  /** The time that no fill may lie behind. */
  readonly now: Date;
  /** Symbols whose instrument is already known, and which no rule of the map needs to explain. */
  readonly knownSymbols?: ReadonlySet<string>;
}

/** Makes the empty tables `staged` (parsed fills, whatever became of them) and `instrument_terms` that files are added to. */
export async function createStaging(connection: DuckDBConnection): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE staged (
      line BIGINT, account VARCHAR, symbol VARCHAR, time TIMESTAMP, trade_date DATE, side VARCHAR, quantity DECIMAL(24, 8),
      price DOUBLE, fees DECIMAL(18, 6), currency VARCHAR, fill_id VARCHAR, order_id VARCHAR, start_position DECIMAL(24, 8),
      multiplier_text VARCHAR, reason VARCHAR, text VARCHAR, source VARCHAR, file INTEGER);
    CREATE OR REPLACE TEMP TABLE instrument_terms (
      symbol VARCHAR, kind VARCHAR, multiplier DOUBLE, currency VARCHAR, underlying VARCHAR, strike DOUBLE, expiry DATE,
      option_right VARCHAR)`);
}

/**
 * Parses a file of executions into `staged`, in the file's order.
 * @param file number of the file within this ingest
 * @throws RiskbookError for a file that cannot be read or lacks a column; rows that do not parse carry a `reason` instead
 */
export async function stageFile(
  connection: DuckDBConnection,
  path: string,
  file: number,
  options: ParseOptions,
): Promise<void> {
  const source = sourceFile(path);
  const { map } = options.map;
  await readLines(connection, source, map);
  const headerLine = map.skipLines + 1;
  const header = await readHeader(connection, source, headerLine, map.delimiter);
  const bindings = bindColumns(source, options.map, header);
  await splitRecords(connection, { delimiter: map.delimiter, headerLine, fieldCount: header.names.length });
  await connection.run(`INSERT INTO staged SELECT ${PARSED_COLUMNS}, ${sqlText(source.name)}, ${file}
    FROM (${fillQuery(bindings, options.map, options.now)}) ORDER BY line`);
  await connection.run("DROP VIEW records; DROP TABLE lines");
}

/**
 * Works out the instrument of every staged symbol that is not known yet into `instrument_terms`; rows of a symbol that no
 * rule explains get the reason.
 */
export async function stageInstruments(connection: DuckDBConnection, options: ParseOptions): Promise<Instrument[]> {
  const reader =
    await connection.runAndReadAll(`SELECT symbol, min(multiplier_text), count(DISTINCT multiplier_text), arg_min(currency, (file, line))
    FROM staged WHERE reason IS NULL GROUP BY symbol ORDER BY symbol`);
  const found: Instrument[] = [];
  for (const [symbol, multiplier, multipliers, currency] of reader.getRows() as [
    string,
    string | null,
    bigint,
    string,
  ][]) {
    if (options.knownSymbols?.has(symbol)) continue;
    const instrument =
      multipliers > 1n
        ? { reason: `multiplier of "${symbol}" has ${multipliers} values in the file; expected one` }
        : instrumentOf(symbol, options.map.map.instruments, multiplier);
    if ("reason" in instrument) {
      const reason = `${instrument.reason} in ${options.map.path}.`;
      await connection.run(
        `UPDATE staged SET reason = ${sqlText(reason)} WHERE reason IS NULL AND symbol = ${sqlText(symbol)}`,
      );
      continue;
    }
    found.push(instrument);
    await connection.run(`INSERT INTO instrument_terms VALUES (${terms(instrument, currency)})`);
  }
  return found;
}

function terms(instrument: Instrument, currency: string): string {
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
