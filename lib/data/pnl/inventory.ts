/**
 * The open position of one account in one symbol. Quantities are whole units (see `exact-quantity.ts`); costs and realised
 * amounts are price × units, before the multiplier.
 */
export interface Inventory {
  /** Signed open units. */
  readonly units: number;
  /** Signed cost of the open units: Σ units × price. Exactly 0 when flat. */
  readonly cost: number;
  /** Takes a fill of signed units at a price and returns what it realised: 0 unless it closes something. */
  take(units: number, price: number): number;
  /** Makes each open unit `ratio` units, rounded to whole ones, at the same cost. */
  split(ratio: number): void;
  clear(): void;
}
