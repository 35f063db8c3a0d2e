import type { TradeHistory } from "./history.js";

/** A round trip as tests write it; times are minutes of its day. */
export interface WrittenTrip {
  net: number;
  entry: number;
  exit?: number;
  day?: number;
  exitDay?: number;
  size?: number;
  fees?: number;
  symbol?: number;
  open?: boolean;
  account?: number;
  side?: 1 | -1;
  exitPrice?: number;
  stop?: number;
  risk?: number;
  largestFill?: number;
}

const DAY_MS = 86_400_000;

/** Turns written trips, in the order of their entries, into a history. */
export function historyOf(written: readonly WrittenTrip[]): TradeHistory {
  const days = Int32Array.from(written, ({ day }) => day ?? 18_000);
  const exitDays = Int32Array.from(written, ({ exitDay }, i) => exitDay ?? days[i]!);
  const at = (day: number, minute: number): number => day * DAY_MS + minute * 60_000;
  return {
    n: written.length,
    symbol: Int32Array.from(written, ({ symbol }) => symbol ?? 0),
    open: Uint8Array.from(written, ({ open }) => (open === true ? 1 : 0)),
    entryTime: Float64Array.from(written, ({ entry }, i) => at(days[i]!, entry)),
    exitTime: Float64Array.from(written, ({ entry, exit, open }, i) =>
      open === true ? Number.NaN : at(exitDays[i]!, exit ?? entry + 5),
    ),
    entryDay: days,
    exitDay: exitDays,
    size: Float64Array.from(written, ({ size }) => size ?? 1000),
    realised: Float64Array.from(written, ({ net, fees }) => net + (fees ?? 0)),
    fees: Float64Array.from(written, ({ fees }) => fees ?? 0),
    net: Float64Array.from(written, ({ net }) => net),
    account: Int32Array.from(written, ({ account }) => account ?? 0),
    side: Int8Array.from(written, ({ side }) => side ?? 1),
    exitPrice: Float64Array.from(written, ({ exitPrice }) => exitPrice ?? 10),
    stop: Float64Array.from(written, ({ stop }) => stop ?? Number.NaN),
    risk: Float64Array.from(written, ({ risk }) => risk ?? Number.NaN),
    largestFill: Float64Array.from(written, ({ largestFill }) => largestFill ?? 100),
  };
}
