import { CompensatedSum } from "./compensated-sum.js";
import type { Inventory } from "./inventory.js";
import type { TradedDays } from "./positions.js";

/** Writes the days of one account and symbol, one after another. */
export class DayLog {
  readonly #days: Omit<TradedDays, "account" | "symbol" | "breaks">;
  readonly #realised = new CompensatedSum();
  readonly #fees = new CompensatedSum();
  readonly #scale: number;
  readonly #multiplier: number;
  #at = -1;

  /** @param capacity the most days that there can be */
  constructor(capacity: number, scale: number, multiplier: number) {
    this.#scale = scale;
    this.#multiplier = multiplier;
    this.#days = {
      day: new Int32Array(capacity),
      fills: new Int32Array(capacity),
      realised: new Float64Array(capacity),
      fees: new Float64Array(capacity),
      endPosition: new Float64Array(capacity),
      endAverageCost: new Float64Array(capacity),
      endCost: new Float64Array(capacity),
    };
  }

  /** Begins a day, unless it is the one that is written. */
  begin(day: number): void {
    if (this.#at >= 0 && this.#days.day[this.#at] === day) return;
    this.#days.day[++this.#at] = day;
    this.#realised.clear();
    this.#fees.clear();
  }

  /** Adds a fill's money to the day. */
  add(realised: number, fees: number): void {
    this.#realised.add(realised);
    this.#fees.add(fees);
    this.#days.fills[this.#at]!++;
    this.#days.realised[this.#at] = this.#realised.value;
    this.#days.fees[this.#at] = this.#fees.value;
  }

  /** Writes what is open by now. */
  close({ units, cost }: Inventory): void {
    this.#days.endPosition[this.#at] = units / this.#scale;
    this.#days.endAverageCost[this.#at] = units === 0 ? Number.NaN : cost / units;
    this.#days.endCost[this.#at] = (cost / this.#scale) * this.#multiplier;
  }

  /** The days that were written. */
  days(): Omit<TradedDays, "account" | "symbol" | "breaks"> {
    const n = this.#at + 1;
    const { day, fills, realised, fees, endPosition, endAverageCost, endCost } = this.#days;
    return {
      day: day.subarray(0, n),
      fills: fills.subarray(0, n),
      realised: realised.subarray(0, n),
      fees: fees.subarray(0, n),
      endPosition: endPosition.subarray(0, n),
      endAverageCost: endAverageCost.subarray(0, n),
      endCost: endCost.subarray(0, n),
    };
  }
}
