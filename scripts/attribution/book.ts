import { type IsoDate, RiskbookError } from "../../lib/core/index.js";
import {
  type Allocation,
  alignParts,
  type Contribution,
  decompose,
  diversificationBenefit,
  isDefined,
  type PartDay,
  sumOf,
  type TailForecast,
  varCautions,
} from "../../lib/risk/index.js";
import type { Context } from "../context.js";
import { partDays } from "../part-days.js";

/** What a book can be split by. By tag only realised P&L is known: what is open has none. */
export const PART_DIMENSIONS = [
  "trader",
  "desk",
  "group",
  "account",
  "symbol",
  "underlying",
  "kind",
  "sector",
  "tradedIn",
  "tag",
] as const;
export type PartDimension = (typeof PART_DIMENSIONS)[number];

interface Asked {
  readonly by: PartDimension;
  readonly asOf?: IsoDate;
  readonly snapshot?: string;
  readonly window: number;
  readonly confidence: number;
  readonly allocation: Allocation;
}

/** One part's share of P&L and risk; money in the book's currency, null where a figure is undefined. */
export interface AttributionRow {
  readonly part: string;
  readonly pnl: number;
  readonly componentVar: number;
  readonly componentEs: number;
  readonly varAlone: number | null;
  readonly incrementalVar: number | null;
}

export interface BookAttribution {
  readonly source: string;
  readonly by: PartDimension;
  readonly kind: "actual" | "realised";
  readonly currency: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly sessions: number;
  readonly confidence: number;
  readonly allocation: Allocation;
  readonly total: { readonly pnl: number } & TailForecast;
  /** Why VaR and ES are to be taken with care. */
  readonly cautions: readonly string[];
  /** How much less the whole's VaR is than the sum of the parts', as a fraction; null where it is undefined. */
  readonly diversification: number | null;
  /** Largest component of ES first; P&L and components add up to the total. */
  readonly rows: readonly AttributionRow[];
}

/**
 * Splits the last sessions' P&L, and the VaR and ES that they give, among the parts of the book.
 * @throws RiskbookError `BAD_DATE`, `NO_SNAPSHOT`, `NO_FILLS`
 */
export async function bookAttribution(asked: Asked, context: Context): Promise<BookAttribution> {
  const { by, asOf, window, confidence, allocation } = asked;
  const { source, kind, currency, rows } = await partDays(asked, context);
  if (rows.length === 0) throw nothingToSplit(asOf);
  return { source, by, kind, currency, confidence, allocation, ...split(rows, window, { confidence, allocation }) };
}

function nothingToSplit(asOf: IsoDate | undefined): RiskbookError {
  const until = asOf === undefined ? "" : ` up to ${asOf}`;
  return new RiskbookError(
    "NO_FILLS",
    `There is nothing to split: the store has no fill${until}. Load fills with "riskbook ingest", or "riskbook demo".`,
  );
}

function split(rows: readonly PartDay[], window: number, options: { confidence: number; allocation: Allocation }) {
  const { days, parts } = alignParts(rows);
  const recent = parts
    .map(({ id, pnl }) => ({ id, pnl: pnl.subarray(Math.max(0, pnl.length - window)) }))
    .filter(({ pnl }) => pnl.some(value => value !== 0));
  const found = decompose(recent.length === 0 ? parts : recent, options);
  if (!isDefined(found)) throw new RiskbookError("NO_ATTRIBUTION", `The book's risk is not defined: ${found.reason}.`);
  const sum = (pnl: Float64Array): number => pnl.reduce((total, value) => total + value, 0);
  const pnlOf = new Map(recent.map(({ id, pnl }) => [id, sum(pnl)]));
  const benefit = diversificationBenefit(found);
  return {
    from: days.at(-Math.min(window, days.length))!,
    to: days.at(-1)!,
    sessions: Math.min(window, days.length),
    total: { pnl: [...pnlOf.values()].reduce((total, value) => total + value, 0), ...found.total },
    cautions: varCautions(sumOf(recent.length === 0 ? parts : recent), options.confidence),
    diversification: isDefined(benefit) ? benefit : null,
    rows: found.parts.map(part => rowOf(part, pnlOf.get(part.id) ?? 0)).sort((a, b) => b.componentEs - a.componentEs),
  };
}

function rowOf({ id, alone, component, incremental }: Contribution, pnl: number): AttributionRow {
  return {
    part: id,
    pnl,
    componentVar: component.var,
    componentEs: component.es,
    varAlone: isDefined(alone) ? alone.var : null,
    incrementalVar: isDefined(incremental) ? incremental.var : null,
  };
}
