import { type IsoDate, isIsoDate } from "../../core/index.js";
import type { InstrumentKind, InstrumentRule, MultiplierRule } from "./map.js";

/** What is known of an instrument before anyone tells the store more. */
export interface Instrument {
  readonly symbol: string;
  readonly kind: InstrumentKind;
  /** Money per point of price and unit of quantity. */
  readonly multiplier: number;
  readonly underlying: string | null;
  readonly strike: number | null;
  readonly expiry: IsoDate | null;
  readonly right: "call" | "put" | null;
}

/** Money per point of the futures that come up most, by the root of their symbol. A root that is not here is never 1. */
export const FUTURES_MULTIPLIERS: Readonly<Record<string, number>> = {
  ES: 50,
  MES: 5,
  NQ: 20,
  MNQ: 2,
  CL: 1000,
  MCL: 100,
  GC: 100,
  MGC: 10,
  RTY: 50,
  M2K: 5,
};

const OCC_SYMBOL = /^([A-Z0-9.]{1,6}) *(\d{2})(\d{2})(\d{2})([CP])(\d{8})$/;
/** Root, month letter, and year of one, two or four digits; brokers put a slash or an at sign in front. */
const FUTURE_SYMBOL = /^[/@]?([A-Z0-9]{1,4}?)[FGHJKMNQUVXZ](?:\d{1,2}|20\d{2})$/;

/**
 * What a symbol is by the first rule that matches it, or the reason why that cannot be said.
 * @param columnMultiplier text of the file's multiplier column for this symbol, where the map names one
 * @param kindWord the file's word for the kind of this symbol, where the map names a column of it
 */
export function instrumentOf(
  symbol: string,
  rules: readonly InstrumentRule[],
  columnMultiplier: string | null,
  kindWord: string | null = null,
): Instrument | { reason: string } {
  const rule = rules.find(
    ({ match, when }) => matches(symbol, match) && (when === undefined || when.includes(kindWord ?? "")),
  );
  if (rule === undefined) {
    const kind = kindWord === null ? "" : `, of kind "${kindWord}"`;
    return { reason: `symbol was "${symbol}"${kind}; no rule matches it. Add one under instruments` };
  }
  const option = rule.kind === "option" ? occOption(symbol) : undefined;
  const root = rule.kind === "future" ? futureRoot(symbol) : undefined;
  const multiplier = multiplierOf(symbol, root, rule, columnMultiplier);
  if (typeof multiplier !== "number") return multiplier;
  return { symbol, kind: rule.kind, multiplier, ...(option ?? plain(root)) };
}

/** The root of a future's symbol: `ES` of `ESZ5`, or the symbol itself where it has no month and year. */
export function futureRoot(symbol: string): string {
  return FUTURE_SYMBOL.exec(symbol)?.[1] ?? symbol.replace(/^[/@]/, "");
}

function matches(symbol: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true;
  if (pattern === "occ") return OCC_SYMBOL.test(symbol);
  return new RegExp(`^(?:${pattern})$`, "u").test(symbol);
}

type Terms = Pick<Instrument, "underlying" | "strike" | "expiry" | "right">;

function plain(underlying: string | undefined): Terms {
  return { underlying: underlying ?? null, strike: null, expiry: null, right: null };
}

function occOption(symbol: string): Terms | undefined {
  const parts = OCC_SYMBOL.exec(symbol);
  if (!parts) return undefined;
  const expiry = `20${parts[2]}-${parts[3]}-${parts[4]}`;
  return {
    underlying: parts[1]!,
    expiry: isIsoDate(expiry) ? expiry : null,
    right: parts[5] === "C" ? "call" : "put",
    strike: Number(parts[6]) / 1000,
  };
}

function multiplierOf(
  symbol: string,
  root: string | undefined,
  rule: InstrumentRule,
  columnMultiplier: string | null,
): number | { reason: string } {
  const source: MultiplierRule =
    rule.multiplier ?? (root !== undefined ? { roots: {} } : rule.kind === "option" ? 100 : 1);
  if (typeof source === "number") return source;
  if ("column" in source) {
    const stated = Number(columnMultiplier ?? Number.NaN);
    if (stated > 0 && Number.isFinite(stated)) return stated;
    return {
      reason: `multiplier was "${columnMultiplier ?? ""}" in column "${source.column}"; expected a positive number`,
    };
  }
  if ("symbols" in source) {
    const listed = own(source.symbols, symbol);
    return listed ?? { reason: `symbol was "${symbol}"; its multiplier is not known. Add it under symbols` };
  }
  const name = root ?? symbol;
  const known = own(source.roots, name) ?? own(FUTURES_MULTIPLIERS, name);
  return (
    known ?? {
      reason: `symbol was "${symbol}"; the multiplier of futures root "${name}" is not known. Add it under multiplier.roots`,
    }
  );
}

/** A member of a table itself; a symbol may be named `constructor`. */
function own(table: Readonly<Record<string, number>>, key: string): number | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
