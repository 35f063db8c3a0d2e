import { decimalPlaces, inexactQuantity, MAX_PLACES } from "./exact-quantity.js";
import type { PnlFills } from "./fills.js";

/** One account's fills in one symbol, in the order in which they happened. */
export interface Chain {
  /** Code of the account. */
  readonly account: number;
  /** Code of the symbol. */
  readonly symbol: number;
  /** Indices into the fills, by day, then time, then the source's order. */
  readonly fills: Int32Array;
  /** Decimal places that hold all its quantities exactly. */
  readonly places: number;
}

/**
 * Splits fills into chains, ordered by the names of account and symbol, so that no result depends on the order in which
 * accounts stand in a file.
 * @throws RiskbookError `QUANTITY_PLACES` for a quantity of more than eight decimal places
 */
export function chainsOf(fills: PnlFills): Chain[] {
  const { slotOf, slots } = assignSlots(fills);
  const counts = new Int32Array(slots.length);
  const places = new Int8Array(slots.length);
  for (let i = 0; i < fills.n; i++) {
    const slot = slotOf[i]!;
    counts[slot]!++;
    places[slot] = Math.max(places[slot]!, placesOf(fills, i));
  }
  const chains = slots.map((key, slot) => ({
    ...key,
    fills: new Int32Array(counts[slot]!),
    places: roomForSplits(fills, key.symbol, places[slot]!),
  }));
  counts.fill(0);
  for (let i = 0; i < fills.n; i++) {
    const slot = slotOf[i]!;
    chains[slot]!.fills[counts[slot]!++] = i;
  }
  for (const chain of chains) orderByTime(chain.fills, fills);
  return chains.sort(
    (a, b) =>
      compareNames(fills.accounts[a.account]!, fills.accounts[b.account]!) ||
      compareNames(fills.symbols[a.symbol]!, fills.symbols[b.symbol]!),
  );
}

/** Orders names by their code units: the same on every machine and in every locale. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function assignSlots(fills: PnlFills): { slotOf: Int32Array; slots: { account: number; symbol: number }[] } {
  const slots: { account: number; symbol: number }[] = [];
  const slotOf = new Int32Array(fills.n);
  const known = new Map<number, number>();
  for (let i = 0; i < fills.n; i++) {
    const account = fills.account[i]!;
    const symbol = fills.symbol[i]!;
    const key = account * fills.symbols.length + symbol;
    let slot = known.get(key);
    if (slot === undefined) {
      slot = slots.push({ account, symbol }) - 1;
      known.set(key, slot);
    }
    slotOf[i] = slot;
  }
  return { slotOf, slots };
}

/** A ratio that is no whole number makes fractions of units; they are kept to the last place that there is. */
function roomForSplits({ splits }: PnlFills, symbol: number, places: number): number {
  return splits?.get(symbol)?.some(({ ratio }) => !Number.isInteger(ratio)) ? MAX_PLACES : places;
}

function placesOf(fills: PnlFills, i: number): number {
  const quantity = fills.quantity[i]!;
  const places = decimalPlaces(quantity);
  if (places >= 0) return places;
  const account = fills.accounts[fills.account[i]!]!;
  throw inexactQuantity(quantity, account, fills.symbols[fills.symbol[i]!]!, fills.line[i]!);
}

function orderByTime(indices: Int32Array, { day, time }: PnlFills): void {
  const compare = (a: number, b: number): number => day[a]! - day[b]! || time[a]! - time[b]! || a - b;
  for (let k = 1; k < indices.length; k++) {
    if (compare(indices[k - 1]!, indices[k]!) > 0) {
      indices.sort(compare);
      return;
    }
  }
}
