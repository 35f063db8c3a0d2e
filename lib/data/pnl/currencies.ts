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
  if (rows.length === fills.n) return fills;
  return {
    n: rows.length,
    accounts: fills.accounts,
    symbols: fills.symbols,
    multipliers: fills.multipliers,
    account: rows.map(row => fills.account[row]!),
    symbol: rows.map(row => fills.symbol[row]!),
    time: Float64Array.from(rows, row => fills.time[row]!),
    day: rows.map(row => fills.day[row]!),
    sign: Int8Array.from(rows, row => fills.sign[row]!),
    quantity: Float64Array.from(rows, row => fills.quantity[row]!),
    price: Float64Array.from(rows, row => fills.price[row]!),
    fees: Float64Array.from(rows, row => fills.fees[row]!),
    startPosition: Float64Array.from(rows, row => fills.startPosition[row]!),
    line: Float64Array.from(rows, row => fills.line[row]!),
  };
}

/** The currencies that occur among fills, by name. */
export function currenciesOf(fills: FillsWithCurrency): string[] {
  const used = new Set(fills.currency);
  return fills.currencies.filter((_, code) => used.has(code)).sort();
}
