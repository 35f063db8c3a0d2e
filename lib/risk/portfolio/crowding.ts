import { correlation } from "../../numeric/index.js";

/** A trader's (or desk's) exposures by symbol, in money with their signs, and daily P&L. */
export interface CrowdMember {
  readonly id: string;
  readonly exposures: ReadonlyMap<string, number>;
  /** Daily P&L over the same days for all; empty where it is not known. */
  readonly pnl: Float64Array;
}

/** How much two have in common. */
export interface CrowdedPair {
  readonly first: string;
  readonly second: string;
  /** Money that both hold on the same side of the same symbols, over the smaller gross exposure; null where one is flat. */
  readonly overlap: number | null;
  /** The same of opposite sides: what the firm pays for twice and does not have. */
  readonly opposed: number | null;
  /** Money on the same side. */
  readonly shared: number;
  /** Correlation of daily P&L; null where one of them did not move or there are fewer than 20 days. */
  readonly correlation: number | null;
}

/** A symbol that several hold on one side. */
export interface CrowdedSymbol {
  readonly symbol: string;
  readonly side: "long" | "short";
  /** Who, the largest first. */
  readonly holders: readonly string[];
  readonly exposure: number;
  /** Of the gross exposure of all. */
  readonly share: number;
}

const FEWEST_DAYS = 20;

/**
 * What each two members have in common, those with the largest overlap first.
 * @see Cremers & Petajisto (2009), Review of Financial Studies 22(9), 3329–3365: one less the active share, here with signs and
 *   over the smaller of the two
 */
export function crowdedPairs(members: readonly CrowdMember[]): CrowdedPair[] {
  const pairs = members.flatMap((first, i) => members.slice(i + 1).map(second => pairOf(first, second)));
  return pairs.sort((a, b) => (b.overlap ?? -1) - (a.overlap ?? -1) || (b.correlation ?? -2) - (a.correlation ?? -2));
}

function pairOf(first: CrowdMember, second: CrowdMember): CrowdedPair {
  let [shared, against] = [0, 0];
  for (const [symbol, own] of first.exposures) {
    const other = second.exposures.get(symbol) ?? 0;
    const common = Math.min(Math.abs(own), Math.abs(other));
    if (own * other > 0) shared += common;
    else against += common;
  }
  const smaller = Math.min(grossOf(first), grossOf(second));
  return {
    first: first.id,
    second: second.id,
    overlap: smaller > 0 ? shared / smaller : null,
    opposed: smaller > 0 ? against / smaller : null,
    shared,
    correlation: correlationOrNull(first.pnl, second.pnl),
  };
}

/** Symbols that two or more members hold on the same side, the largest exposure first. */
export function crowdedSymbols(members: readonly CrowdMember[]): CrowdedSymbol[] {
  const gross = members.reduce((sum, member) => sum + grossOf(member), 0);
  const symbols = new Set(members.flatMap(({ exposures }) => [...exposures.keys()]));
  const rows = [...symbols].flatMap(symbol =>
    (["long", "short"] as const).map(side => {
      const sign = side === "long" ? 1 : -1;
      const held = members
        .map(({ id, exposures }) => ({ id, exposure: exposures.get(symbol) ?? 0 }))
        .filter(({ exposure }) => exposure * sign > 0)
        .sort((a, b) => Math.abs(b.exposure) - Math.abs(a.exposure));
      const exposure = held.reduce((sum, row) => sum + row.exposure, 0);
      return { symbol, side, holders: held.map(({ id }) => id), exposure, share: Math.abs(exposure) / gross };
    }),
  );
  return rows.filter(({ holders }) => holders.length > 1).sort((a, b) => Math.abs(b.exposure) - Math.abs(a.exposure));
}

function grossOf({ exposures }: CrowdMember): number {
  let gross = 0;
  for (const exposure of exposures.values()) gross += Math.abs(exposure);
  return gross;
}

function correlationOrNull(a: Float64Array, b: Float64Array): number | null {
  if (a.length < FEWEST_DAYS || a.length !== b.length) return null;
  const found = correlation(a, b);
  return Number.isNaN(found) ? null : found;
}
