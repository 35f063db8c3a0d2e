import { RiskbookError } from "../../core/index.js";
import type { FillColumns } from "../ingest/fill-columns.js";
import type { PositionActions } from "./actions.js";
import type { Marks, SymbolMarks } from "./marks.js";
import type { Split, Splits } from "./splits.js";

/** From a day on, what had one symbol has another. */
export interface Rename {
  readonly symbol: string;
  /** The first session under the new symbol, as days since 1970-01-01. */
  readonly day: number;
  readonly newSymbol: string;
}

/**
 * The symbol that something has after all renames.
 * @param day a day on which it has `symbol`
 * @param renames oldest first
 */
export function renamedTo(symbol: string, day: number, renames: readonly Rename[]): string {
  return renames.reduce(
    (name, rename) => (rename.symbol === name && rename.day > day ? rename.newSymbol : name),
    symbol,
  );
}

/**
 * Fills under the symbols that their positions have today, with the splits of these; the same fills where there are neither.
 * A fill of a day from a rename on, under the old symbol, is of whatever took that symbol over.
 * @throws RiskbookError `RENAMED_MULTIPLIER` for two symbols of one position whose multipliers differ
 */
export function fillsAfterActions(fills: FillColumns, { renames, splits }: PositionActions): FillColumns {
  const renamed = renames.length === 0 ? fills : fillsAfterRenames(fills, renames);
  const byCode = splitsByCode(renamed.symbols, splits, renames);
  return byCode.size === 0 ? renamed : { ...renamed, splits: byCode };
}

function fillsAfterRenames(fills: FillColumns, renames: readonly Rename[]): FillColumns {
  const symbols = [...fills.symbols];
  const multipliers = [...fills.multipliers];
  const kinds = [...fills.kinds];
  const symbol = fills.symbol.map((code, i) => {
    const old = fills.symbols[code]!;
    const name = renamedTo(old, fills.day[i]!, renames);
    if (name === old) return code;
    const known = symbols.indexOf(name);
    if (known >= 0) {
      if (multipliers[known] !== fills.multipliers[code]) throw otherMultiplier(old, name);
      return known;
    }
    multipliers.push(fills.multipliers[code]!);
    kinds.push(fills.kinds[code]!);
    return symbols.push(name) - 1;
  });
  return { ...fills, symbols, kinds, multipliers: Float64Array.from(multipliers), symbol };
}

function splitsByCode(
  symbols: readonly string[],
  splits: PositionActions["splits"],
  renames: readonly Rename[],
): Splits {
  const byCode = new Map<number, Split[]>();
  for (const { symbol, day, ratio } of splits) {
    const code = symbols.indexOf(renamedTo(symbol, day - 1, renames));
    if (code >= 0) byCode.set(code, [...(byCode.get(code) ?? []), { day, ratio }]);
  }
  return byCode;
}

/** Marks under today's symbols: those of the new one and, on days before a rename without them, those of the old one. */
export function marksAfterRenames(marks: Marks, renames: readonly Rename[]): Marks {
  const merged = new Map<string, SymbolMarks>();
  const of = (symbol: string): SymbolMarks | undefined => merged.get(symbol) ?? marks.of(symbol);
  for (const { symbol, day, newSymbol } of renames) {
    const both = earlierMarks(of(symbol), day, of(newSymbol));
    if (both !== undefined) merged.set(newSymbol, both);
  }
  return { days: marks.days, of };
}

function earlierMarks(
  old: SymbolMarks | undefined,
  until: number,
  own: SymbolMarks | undefined,
): SymbolMarks | undefined {
  if (old === undefined) return own;
  const close = new Map<number, number>();
  old.day.forEach((day, i) => {
    if (day < until) close.set(day, old.close[i]!);
  });
  own?.day.forEach((day, i) => {
    close.set(day, own.close[i]!);
  });
  const day = Int32Array.from(close.keys()).sort();
  return { day, close: Float64Array.from(day, d => close.get(d)!) };
}

function otherMultiplier(symbol: string, newSymbol: string): RiskbookError {
  return new RiskbookError(
    "RENAMED_MULTIPLIER",
    `${symbol} was renamed to ${newSymbol}, and their instruments have different multipliers, so that they cannot be one position. Correct one with "riskbook ingest instruments FILE", or state the change as a split.`,
    { details: { symbol, newSymbol } },
  );
}
