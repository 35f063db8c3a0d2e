import type { OptionRight } from "../options/contract.js";

/** What an option position is revalued from. */
export interface OptionTerms {
  readonly right: OptionRight;
  readonly underlying: string;
  /** Whether the underlying is a future, which earns nothing. */
  readonly onFuture: boolean;
  readonly strike: number;
  /** Calendar days to expiry over 365; negative once it has expired. */
  readonly years: number;
  /** Price of the underlying at the close; null where the store has none. */
  readonly spot: number | null;
  /** The option's own closing price. */
  readonly mark: number;
}

/** An open position at a close, with what scenarios move it by. */
export interface StressPosition {
  readonly account: string;
  readonly trader: string;
  readonly desk: string;
  readonly symbol: string;
  /** Of instruments: equity, future, option, fx, crypto or index. */
  readonly kind: string;
  /** What a future or an option is derived from, and of what kind that is; null for others. */
  readonly underlying: { readonly symbol: string; readonly kind: string } | null;
  /** Of the share, or of an option's underlying share. */
  readonly sector: string | null;
  /** Signed quantity times multiplier: money by point of price. */
  readonly units: number;
  /** Signed, in the book's currency; NaN where it could not be marked. */
  readonly marketValue: number;
  /** To the market index; of an option's underlying. */
  readonly beta: number | null;
  /** Volatility over the market index's; null where the store has too few prices. */
  readonly relativeVolatility: number | null;
  readonly option: OptionTerms | null;
}
