import type { IsoDate } from "../../core/index.js";
import type { OptionRight } from "./black-scholes.js";

interface Common {
  readonly symbol: string;
  /** Money per point of price and unit of quantity. */
  readonly multiplier: number;
  readonly tick: number;
}

/** A simulated stock as it trades. */
export interface StockInstrument extends Common {
  readonly kind: "equity";
  readonly sector: string;
  readonly beta: number;
}

/** A simulated future on the index. */
export interface FutureInstrument extends Common {
  readonly kind: "future";
  readonly underlying: string;
  readonly expiry: IsoDate;
}

/** A simulated listed option, European and settled in cash. */
export interface OptionInstrument extends Common {
  readonly kind: "option";
  readonly underlying: string;
  readonly expiry: IsoDate;
  readonly strike: number;
  readonly right: OptionRight;
}

export type Instrument = StockInstrument | FutureInstrument | OptionInstrument;
