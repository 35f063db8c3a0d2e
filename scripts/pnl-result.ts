import type { CostMethod, SymbolPnl } from "../lib/data/index.js";

/** P&L in one currency: rows by account and symbol, and their sum. */
export interface CurrencyPnl {
  readonly currency: string;
  readonly rows: readonly SymbolPnl[];
  readonly total: PnlTotal;
}

/** Sums over the rows of one currency. */
export interface PnlTotal {
  readonly fills: number;
  readonly realised: number;
  readonly fees: number;
  readonly net: number;
  /** Null where any open position is unpriced. */
  readonly unrealised: number | null;
  readonly breaks: number;
}

/** What `riskbook pnl` found. */
export interface PnlResult {
  /** The file, or the snapshot of the book's store. */
  readonly source: string;
  readonly method: CostMethod;
  readonly currencies: readonly CurrencyPnl[];
  /** A sentence for each row of the file that could not be read. */
  readonly rejected: readonly string[];
}

/** Sums rows in their order. */
export function totalOf(rows: readonly SymbolPnl[]): PnlTotal {
  const sum = (value: (row: SymbolPnl) => number): number => rows.reduce((total, row) => total + value(row), 0);
  const unpriced = rows.some(row => row.unrealised === null);
  return {
    fills: sum(row => row.fills),
    realised: sum(row => row.realised),
    fees: sum(row => row.fees),
    net: sum(row => row.net),
    unrealised: unpriced ? null : sum(row => row.unrealised!),
    breaks: sum(row => row.breaks.length),
  };
}

/** The result as `--json` prints it: one list of rows, each with its currency. */
export function pnlJson({ source, method, currencies, rejected }: PnlResult): Record<string, unknown> {
  return {
    source,
    method,
    fills: currencies.reduce((sum, { total }) => sum + total.fills, 0),
    rejects: rejected.length,
    rejected,
    rows: currencies.flatMap(({ currency, rows }) => rows.map(row => ({ ...row, currency }))),
    totals: currencies.map(({ currency, total }) => ({ currency, ...total })),
  };
}
