import type { IsoDate } from "../../core/index.js";
import type { Snapshot } from "../../data/index.js";

/** What revaluing a position takes of its instrument. */
export interface Instrument {
  readonly symbol: string;
  readonly kind: string;
  readonly multiplier: number;
  readonly underlying: string | null;
  readonly strike: number | null;
  readonly expiry: IsoDate | null;
  readonly right: "call" | "put" | null;
  readonly sector: string | null;
  readonly beta: number | null;
}

/** The instruments of a snapshot, by symbol. */
export async function readInstruments(snapshot: Snapshot): Promise<Map<string, Instrument>> {
  const rows = await snapshot.rows(
    `SELECT symbol, kind, multiplier, underlying, strike, strftime(expiry, '%Y-%m-%d') AS expiry, option_right AS "right", sector, beta
    FROM instruments ORDER BY symbol`,
  );
  return new Map((rows as unknown as Instrument[]).map(row => [row.symbol, row]));
}
