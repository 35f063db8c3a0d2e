import type { PnlFills } from "./fills.js";

/** A fill as tests write it; signed quantity, everything else has a default. */
export interface WrittenFill {
  quantity: number;
  price: number;
  account?: string;
  symbol?: string;
  /** Days since 1970-01-01. */
  day?: number;
  fees?: number;
  startPosition?: number;
}

/** Turns written fills into the engine's arrays; all times within a day are equal, so order is as written. */
export function fillsOf(written: readonly WrittenFill[], multiplier = 1): PnlFills {
  const accounts = [...new Set(written.map(fill => fill.account ?? "A"))];
  const symbols = [...new Set(written.map(fill => fill.symbol ?? "X"))];
  const days = Int32Array.from(written, fill => fill.day ?? 18_000);
  return {
    n: written.length,
    accounts,
    symbols,
    multipliers: new Float64Array(symbols.length).fill(multiplier),
    account: Int32Array.from(written, fill => accounts.indexOf(fill.account ?? "A")),
    symbol: Int32Array.from(written, fill => symbols.indexOf(fill.symbol ?? "X")),
    time: Float64Array.from(days, day => day * 86_400_000),
    day: days,
    sign: Int8Array.from(written, fill => Math.sign(fill.quantity)),
    quantity: Float64Array.from(written, fill => Math.abs(fill.quantity)),
    price: Float64Array.from(written, fill => fill.price),
    fees: Float64Array.from(written, fill => fill.fees ?? 0),
    startPosition: Float64Array.from(written, fill => fill.startPosition ?? Number.NaN),
    line: Float64Array.from(written, (_, i) => i + 2),
  };
}
