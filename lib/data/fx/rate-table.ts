import type { IsoDate } from "../../core/index.js";
import type { Column } from "../columns/index.js";
import { type Snapshot, sqlText } from "../store/index.js";

/** One pair's rates, oldest first. */
export interface PairRates {
  /** Days since 1970-01-01, as doubles. */
  readonly day: Float64Array;
  /** Units of the quote currency for one of the base. */
  readonly rate: Float64Array;
}

/** Exchange rates by pair, such as `EUR/USD`: dollars for one euro. */
export type RateTable = ReadonlyMap<string, PairRates>;

/** The stored table `fx` up to a day. */
export async function snapshotRates(snapshot: Snapshot, asOf?: IsoDate): Promise<RateTable> {
  const until = asOf === undefined ? "" : `WHERE date <= DATE ${sqlText(asOf)}`;
  const { rows, columns } = await snapshot.columns(
    `SELECT base || '/' || quote AS pair, date, rate FROM fx ${until} ORDER BY base, quote, date`,
  );
  const pair = columns.pair as Extract<Column, { type: "string" }>;
  const day = Float64Array.from((columns.date as Extract<Column, { type: "date" }>).values);
  const rate = Float64Array.from((columns.rate as Extract<Column, { type: "number" }>).values);
  const table = new Map<string, PairRates>();
  for (let from = 0; from < rows; ) {
    let to = from + 1;
    while (to < rows && pair.codes[to] === pair.codes[from]) to++;
    table.set(pair.dictionary[pair.codes[from]!]!, { day: day.subarray(from, to), rate: rate.subarray(from, to) });
    from = to;
  }
  return table;
}
