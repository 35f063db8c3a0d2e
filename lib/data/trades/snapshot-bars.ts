import type { IsoDate } from "../../core/index.js";
import type { Columns } from "../columns/index.js";
import { type Snapshot, sqlText } from "../store/index.js";
import type { DailyBars, MinuteBars, TripBars } from "./bars.js";
import type { RoundTrips } from "./trips.js";

/**
 * The bars of what was traded, for excursions and intraday equity: daily ones of everything, and minute bars from each
 * symbol's first to its last fill.
 * @param trips only the minute bars of these trips' symbols, from first entry to last exit
 */
export async function snapshotBars(snapshot: Snapshot, asOf?: IsoDate, trips?: RoundTrips): Promise<TripBars> {
  const until = asOf === undefined ? "" : `AND date <= DATE ${sqlText(asOf)}`;
  const daily = await snapshot.columns(
    `SELECT symbol, date, open, high, low, close FROM prices
    WHERE symbol IN (SELECT symbol FROM fills) ${until} ORDER BY symbol, date`,
  );
  const day = doubles(daily.columns, "date");
  const [open, high, low, close] = ["open", "high", "low", "close"].map(name => doubles(daily.columns, name));
  const days = bySymbol(daily, (from, to): DailyBars => {
    const part = (values: Float64Array | undefined): Float64Array => values!.subarray(from, to);
    return { day: part(day), open: part(open), high: part(high), low: part(low), close: part(close) };
  });
  const minutes = await minuteBars(snapshot, trips);
  return {
    days: symbol => days.get(symbol),
    minutes: symbol => minutes.get(symbol),
    sessions: Float64Array.from(new Set(day)).sort(),
  };
}

/**
 * The minute bars of one span only: for equity within sessions.
 * @param fromMs first minute that counts, in milliseconds UTC; @param toMs the first that does not
 * @param symbols everything that was traded unless given
 */
export async function minuteBarsBetween(
  snapshot: Snapshot,
  fromMs: number,
  toMs: number,
  symbols?: readonly string[],
): Promise<TripBars> {
  const chosen = symbols?.map(sqlText).join(", ") || "SELECT symbol FROM fills";
  const minutes = await minutesWhere(
    snapshot,
    `symbol IN (${chosen})
    AND time >= make_timestamp_ms(${Math.floor(fromMs)}) AND time < make_timestamp_ms(${Math.ceil(toMs)})`,
  );
  return { minutes: symbol => minutes.get(symbol) };
}

async function minuteBars(snapshot: Snapshot, trips: RoundTrips | undefined): Promise<Map<string, MinuteBars>> {
  if (trips?.n === 0) return new Map();
  const spans = trips === undefined ? TRADED_SPANS : spansOf(trips);
  return minutesWhere(
    snapshot,
    "time >= first - INTERVAL 1 DAY AND time <= last + INTERVAL 1 DAY",
    `JOIN (${spans}) AS spans(symbol, first, last) USING (symbol)`,
  );
}

async function minutesWhere(snapshot: Snapshot, which: string, joined = ""): Promise<Map<string, MinuteBars>> {
  const bars = await snapshot.columns(
    `SELECT symbol, time, high, low, close FROM bars ${joined} WHERE ${which} ORDER BY symbol, time`,
  );
  const [start, high, low, close] = ["time", "high", "low", "close"].map(name => doubles(bars.columns, name));
  return bySymbol(bars, (from, to) => {
    const part = (values: Float64Array | undefined): Float64Array => values!.subarray(from, to);
    return { start: part(start), high: part(high), low: part(low), close: part(close) };
  });
}

const TRADED_SPANS = "SELECT symbol, min(time), max(time) FROM fills GROUP BY symbol";

/** Symbols of trips with the time of the first entry and the last exit; an open trip goes on. */
function spansOf(trips: RoundTrips): string {
  const spans = new Map<number, [number, number]>();
  for (let trip = 0; trip < trips.n; trip++) {
    const symbol = trips.symbol[trip]!;
    const [entry, exit] = [trips.entryTime[trip]!, trips.exitTime[trip]!];
    const [first, last] = spans.get(symbol) ?? [entry, entry];
    const end = Number.isNaN(exit) ? (trips.exitDay[trip]! + 1) * 86_400_000 : exit;
    spans.set(symbol, [Math.min(first, entry), Math.max(last, end)]);
  }
  const rows = [...spans].map(
    ([symbol, [first, last]]) =>
      `(${sqlText(trips.symbols[symbol]!)}, make_timestamp_ms(${Math.floor(first)}), make_timestamp_ms(${Math.ceil(last)}))`,
  );
  return `VALUES ${rows.join(", ")}`;
}

/** Cuts rows that are ordered by symbol into a part for each. */
function bySymbol<Part>({ rows, columns }: Columns, cut: (from: number, to: number) => Part): Map<string, Part> {
  const { codes, dictionary } = columns.symbol as Extract<Columns["columns"][string], { type: "string" }>;
  const parts = new Map<string, Part>();
  for (let from = 0; from < rows; ) {
    let to = from + 1;
    while (to < rows && codes[to] === codes[from]) to++;
    parts.set(dictionary[codes[from]!]!, cut(from, to));
    from = to;
  }
  return parts;
}

/** A column of times, dates or prices as doubles, NaN where it is null. */
function doubles(columns: Columns["columns"], name: string): Float64Array {
  const { values, nulls } = columns[name] as Exclude<
    Columns["columns"][string],
    { type: "string" | "bigint" | "other" }
  >;
  return Float64Array.from(values, (value, row) => (nulls?.[row] === 1 ? Number.NaN : value));
}
