/** Closing marks by symbol: what open positions are worth at the end of each session. */
export interface Marks {
  /** Sessions as days since 1970-01-01, ascending: every day for which any symbol has a mark. */
  readonly days: Int32Array;
  /** The marks of one symbol, or undefined where it has none at all. */
  of(symbol: string): SymbolMarks | undefined;
}

/** One symbol's marks, oldest first. */
export interface SymbolMarks {
  readonly day: Int32Array;
  readonly close: Float64Array;
}

/** Prices in any order: one entry per symbol and session. */
export interface PriceRows {
  readonly n: number;
  readonly symbols: readonly string[];
  /** Code into `symbols`. */
  readonly symbol: ArrayLike<number>;
  /** Days since 1970-01-01. */
  readonly day: ArrayLike<number>;
  readonly close: ArrayLike<number>;
}

/** No marks: every open position stays unpriced, and says so. */
export const noMarks: Marks = { days: new Int32Array(0), of: () => undefined };

/** Sorts price rows into marks. A later row for the same symbol and day replaces an earlier one. */
export function marksOf(rows: PriceRows): Marks {
  const bySymbol = new Map<number, Map<number, number>>();
  const days = new Set<number>();
  for (let i = 0; i < rows.n; i++) {
    const close = rows.close[i]!;
    if (!Number.isFinite(close)) continue;
    const code = rows.symbol[i]!;
    let marks = bySymbol.get(code);
    if (marks === undefined) {
      marks = new Map();
      bySymbol.set(code, marks);
    }
    marks.set(rows.day[i]!, close);
    days.add(rows.day[i]!);
  }
  const sorted = new Map<string, SymbolMarks>();
  for (const [code, marks] of bySymbol) {
    const day = Int32Array.from(marks.keys()).sort();
    sorted.set(rows.symbols[code]!, { day, close: Float64Array.from(day, d => marks.get(d)!) });
  }
  return { days: Int32Array.from(days).sort(), of: symbol => sorted.get(symbol) };
}
