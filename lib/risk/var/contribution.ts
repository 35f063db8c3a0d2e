import { RiskbookError } from "../../core/index.js";
import { expectedCount, mean, normalPdf, normalQuantile, orderRank, sortedOrder } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, isDefined, mapFigure, tooFew, Undefined } from "../figure.js";
import { sampleOf } from "../sample.js";
import { tailOf } from "../tail/level.js";
import { historicalModel } from "./historical.js";
import type { TailForecast, VarModel } from "./model.js";
import { normalModel } from "./normal.js";

/** A part of the book (a trader, a desk, a position) and its P&L in the periods of the whole. */
export interface Part {
  readonly id: string;
  readonly pnl: Float64Array;
}

/** What a part has to do with the risk of the whole; in the unit of the P&L, positive adds risk. */
export interface Contribution {
  readonly id: string;
  /** VaR and ES of the part on its own. */
  readonly alone: Figure<TailForecast>;
  /** What of the whole's VaR and ES is the part's: those of all parts add up to the whole's. */
  readonly component: TailForecast;
  /** VaR and ES of the whole less those of the whole without the part. */
  readonly incremental: Figure<TailForecast>;
}

export interface Decomposition {
  readonly total: TailForecast;
  readonly parts: readonly Contribution[];
}

/** How the risk of the whole is measured and split. */
export type Allocation = "historical" | "normal";

/**
 * Splits VaR and ES of a book among its parts by Euler's rule: a component is the derivative of the whole's risk by the
 * part's size times that size, which is the marginal VaR times the position; components add up to the whole.
 *
 * `historical`: of ES the part's mean loss over the tail's periods, with Acerbi and Tasche's weights; of VaR the part's loss
 * in the period of the order statistic. That is one day, and mostly chance: show components of ES where there is a choice.
 * `normal`: −μᵢ − z·cov(i, whole)/σ, and with φ(z)/α in place of −z for ES.
 * @param parts whose P&L adds up to the whole's
 * @returns undefined where the whole's risk is
 * @throws `NO_PARTS`, `LENGTH_MISMATCH`, `NOT_FINITE`
 * @see Tasche (1999), Risk contributions and performance measurement; McNeil, Frey & Embrechts, 2nd ed., section 8.5
 */
export function decompose(
  parts: readonly Part[],
  options: { confidence: number; allocation?: Allocation },
): Figure<Decomposition> {
  requireParts(parts);
  const { confidence, allocation = "historical" } = options;
  const whole = sumOf(parts);
  const model: VarModel = allocation === "historical" ? historicalModel : normalModel;
  const split = allocation === "historical" ? byTail(whole, confidence) : byCovariance(whole, confidence);
  return mapFigure(model.forecast(whole, confidence), total =>
    mapFigure(split, component => ({
      total,
      parts: parts.map(({ id, pnl }) => ({
        id,
        alone: model.forecast(pnl, confidence),
        component: component(pnl),
        incremental: mapFigure(model.forecast(difference(whole, pnl), confidence), rest => ({
          var: total.var - rest.var,
          es: total.es - rest.es,
        })),
      })),
    })),
  );
}

type Component = (pnl: Float64Array) => TailForecast;

function byTail(whole: Float64Array, confidence: number): Figure<Component> {
  const few = tooFew(whole.length, 1);
  if (few) return few;
  const alpha = tailOf(confidence);
  const order = sortedOrder(whole);
  const weight = expectedCount(whole.length, alpha);
  const last = orderRank(whole.length, alpha) - 1;
  return pnl => {
    let total = 0;
    for (let i = 0; i < last; i++) total += pnl[order[i]!]!;
    const quantile = pnl[order[last]!]!;
    return { var: 0 - quantile, es: 0 - (total + (weight - last) * quantile) / weight };
  };
}

function byCovariance(whole: Float64Array, confidence: number): Figure<Component> {
  const sample = sampleOf(whole, "P&L");
  const few = tooFew(sample.n, 2);
  if (few) return few;
  if (sample.isConstant) return new Undefined("the whole's P&L is constant: it has no covariance with its parts");
  const alpha = tailOf(confidence);
  const z = normalQuantile(alpha);
  return pnl => {
    const centre = mean(pnl);
    let covariance = 0;
    for (let t = 0; t < pnl.length; t++) covariance += (pnl[t]! - centre) * (whole[t]! - sample.mean);
    const beta = covariance / (pnl.length - 1) / sample.deviation;
    return { var: -centre - z * beta, es: -centre + (normalPdf(z) / alpha) * beta };
  };
}

/** How much less the whole's VaR is than the sum of the parts' own, as a fraction of that sum. */
export function diversificationBenefit({ total, parts }: Decomposition): Figure {
  let alone = 0;
  for (const part of parts) {
    if (!isDefined(part.alone)) return part.alone;
    alone += part.alone.var;
  }
  return alone > 0 ? 1 - total.var / alone : new Undefined("the parts' own VaRs do not add up to a loss");
}

/** P&L of the whole: the parts' sum, period by period, in their order. */
export function sumOf(parts: readonly Part[]): Float64Array {
  const total = new Float64Array(parts[0]?.pnl.length ?? 0);
  for (const { pnl } of parts) for (let t = 0; t < total.length; t++) total[t]! += pnl[t]!;
  return total;
}

function difference(whole: Float64Array, part: Float64Array): Float64Array {
  return whole.map((value, t) => value - part[t]!);
}

function requireParts(parts: readonly Part[]): void {
  const n = parts[0]?.pnl.length;
  if (n === undefined) throw new RiskbookError("NO_PARTS", "There is no part to split the risk among.");
  for (const { id, pnl } of parts) {
    sampleOf(pnl, `P&L of ${id}`);
    if (pnl.length === n) continue;
    throw new RiskbookError(
      "LENGTH_MISMATCH",
      `The P&L of ${id} has ${pnl.length} periods and that of ${parts[0]!.id} ${n}; give the same periods of each.`,
    );
  }
}

export const contributionEntries: readonly CatalogueEntry[] = [
  {
    id: "component_es",
    label: "Component ES",
    unit: "P&L",
    definition: "the part’s mean loss over the periods of the whole’s tail, weighted as the whole’s ES; adds up to it",
    source: "Tasche (1999); McNeil, Frey & Embrechts, 2nd ed., section 8.5",
    recommended: true,
  },
  {
    id: "component_var",
    label: "Component VaR",
    unit: "P&L",
    definition:
      "historical: the part’s loss in the one period of the order statistic; normal: −μᵢ − z·cov(i, whole)/σ; adds up to the VaR",
    source: "Tasche (1999); Jorion, Value at Risk, 3rd ed., ch. 7",
    recommended: true,
  },
  {
    id: "incremental_var",
    label: "Incremental VaR and ES",
    unit: "P&L",
    definition: "the whole’s less that of the whole without the part; does not add up",
    source: "Jorion, Value at Risk, 3rd ed., ch. 7",
    recommended: true,
  },
  {
    id: "diversification_benefit",
    label: "Diversification benefit",
    unit: "fraction",
    definition: "1 − the whole’s VaR over the sum of the parts’ own",
    source: "McNeil, Frey & Embrechts, 2nd ed., section 8.4",
    recommended: true,
  },
];
