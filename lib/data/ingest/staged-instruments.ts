import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText } from "../store/sql.js";
import { type Instrument, instrumentOf } from "./instruments.js";
import type { MapFile } from "./map-file.js";

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
  const reader = await connection.runAndReadAll(`WITH told AS (
      SELECT symbol, multiplier_text, kind_text, currency, file, min(row) AS row
      FROM staged WHERE reason IS NULL AND NOT busted GROUP BY symbol, multiplier_text, kind_text, currency, file)
    SELECT symbol, min(multiplier_text), count(DISTINCT multiplier_text), min(kind_text), arg_min(currency, (file, row))
    FROM told GROUP BY symbol ORDER BY symbol`);
  const unexplained: string[] = [];
  const terms: string[] = [];
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
    if ("reason" in instrument)
      unexplained.push(`(${sqlText(symbol)}, ${sqlText(`${instrument.reason} in ${path}.`)})`);
    else terms.push(`(${termsOf(instrument, currency)})`);
  }
  if (unexplained.length > 0) await connection.run(`INSERT INTO unexplained VALUES ${unexplained.join(", ")}`);
  if (terms.length > 0) await connection.run(`INSERT INTO terms VALUES ${terms.join(", ")}`);
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
