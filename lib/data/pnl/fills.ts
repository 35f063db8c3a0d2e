import type { Splits } from "./splits.js";

/**
 * Fills as the P&L engine takes them: one entry per fill in every array, in the source's own order. Accounts and symbols
 * are codes into their dictionaries, so that a million fills are a handful of typed arrays.
 */
export interface PnlFills {
  readonly n: number;
  readonly accounts: readonly string[];
  readonly symbols: readonly string[];
  /** Money per point of price and unit of quantity, by symbol code. */
  readonly multipliers: Float64Array;
  readonly account: Int32Array;
  readonly symbol: Int32Array;
  /** Milliseconds since 1970, UTC. Fills of equal time keep the order of these arrays. */
  readonly time: Float64Array;
  /** Trade date as days since 1970-01-01. */
  readonly day: Int32Array;
  /** +1 bought, −1 sold or sold short. */
  readonly sign: Int8Array;
  /** Positive decimals of at most eight places. */
  readonly quantity: Float64Array;
  readonly price: Float64Array;
  /** Costs are positive, rebates negative. */
  readonly fees: Float64Array;
  /** Signed position before the fill as the source states it; NaN where it does not. */
  readonly startPosition: Float64Array;
  /** Line in the source, for messages and breaks. */
  readonly line: Float64Array;
  /** The splits of the symbols; none without it. */
  readonly splits?: Splits;
  /** The strategies or setups that the source names; only where they were asked for. */
  readonly tags?: readonly string[];
  /** Code into `tags`, −1 where the source names none. */
  readonly tag?: Int32Array;
  /** The planned stop, NaN where the source states none; only where it was asked for. */
  readonly stopPrice?: Float64Array;
  /** Equal for fills of one order and 0 for an unknown one; only where it was asked for. */
  readonly order?: Int32Array;
}

/** How open cost is matched with closing fills. */
export type CostMethod = "average" | "fifo";

export const COST_METHODS: readonly CostMethod[] = ["average", "fifo"];
