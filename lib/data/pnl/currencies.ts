import type { PnlFills } from "./fills.js";

/** Fills that state their currency. */
export interface FillsWithCurrency extends PnlFills {
  readonly currencies: readonly string[];
  /** Code into `currencies`. */
  readonly currency: Int32Array;
}

/** The fills of one currency, in their order. P&L in different currencies is never added up. */
export function fillsInCurrency(fills: FillsWithCurrency, currency: string): PnlFills {
  const code = fills.currencies.indexOf(currency);
  const rows = Int32Array.from(fills.currency.keys()).filter(row => fills.currency[row] === code);
  return rows.length === fills.n ? fills : pickFills(fills, rows);
}

/** Some of the fills, by their indices: every array that has an entry per fill is made anew. */
export function pickFills<Fills extends PnlFills>(fills: Fills, rows: Int32Array): Fills {
  const picked = Object.entries(fills).map(([name, values]) => [
    name,
    PER_FILL.has(name) ? pick(values, rows) : values,
  ]);
  return { ...(Object.fromEntries(picked) as Fills), n: rows.length };
}

/** The arrays of fills that have an entry per fill. */
const PER_FILL: ReadonlySet<string> = new Set([
  "account",
  "symbol",
  "time",
  "day",
  "sign",
  "quantity",
  "price",
  "fees",
  "startPosition",
  "line",
  "tag",
  "stopPrice",
  "order",
  "currency",
  "source",
]);

function pick<Values extends Float64Array | Int32Array | Int8Array>(from: Values, rows: Int32Array): Values {
  const to = new (from.constructor as new (n: number) => Values)(rows.length);
  for (let i = 0; i < rows.length; i++) to[i] = from[rows[i]!]!;
  return to;
}

/** The currencies that occur among fills, by name. */
export function currenciesOf(fills: FillsWithCurrency): string[] {
  const used = new Set(fills.currency);
  return fills.currencies.filter((_, code) => used.has(code)).sort();
}
