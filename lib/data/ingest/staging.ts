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
}

/** Makes the empty table `staged` that files are added to: parsed fills, and rows that are none with their reason. */
export async function createStaging(connection: DuckDBConnection): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE staged (
      line BIGINT, account VARCHAR, symbol VARCHAR, time TIMESTAMP, trade_date DATE, side VARCHAR, quantity DECIMAL(24, 8),
      price DOUBLE, fees DECIMAL(18, 6), currency VARCHAR, fill_id VARCHAR, order_id VARCHAR, start_position DECIMAL(24, 8),
      multiplier_text VARCHAR, reason VARCHAR, text VARCHAR, source VARCHAR, file INTEGER)`);
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
    await connection.runAndReadAll(`SELECT symbol, min(multiplier_text), count(DISTINCT multiplier_text), arg_min(currency, (file, line))
    FROM staged WHERE reason IS NULL GROUP BY symbol ORDER BY symbol`);
  for (const [symbol, multiplier, multipliers, currency] of reader.getRows() as [
    string,
    string | null,
    bigint,
    string,
  ][]) {
    if (knownSymbols.has(symbol)) continue;
    const instrument =
      multipliers > 1n
        ? {
            reason: `multiplier of "${symbol}" has ${multipliers} values in the files; expected one. Correct its column`,
          }
        : instrumentOf(symbol, map.instruments, multiplier);
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
