import { RiskbookError } from "../../core/index.js";
import type { CatalogueEntry } from "../definition.js";

/** A segment (sector, desk, asset class, currency) of a portfolio beside that of its benchmark, over one period. */
export interface Segment {
  readonly id: string;
  /** Share of the portfolio at the beginning; shares add up to 1, cash included. */
  readonly weight: number;
  /** Return of the portfolio's part, as a fraction. */
  readonly return: number;
  readonly benchmarkWeight: number;
  readonly benchmarkReturn: number;
}

/** Where a segment's share of the active return comes from. */
export interface SegmentEffects {
  readonly id: string;
  /** Being over- or underweight in what did better or worse than the benchmark as a whole. */
  readonly allocation: number;
  /** Doing better or worse than the benchmark's part, at the benchmark's weight. */
  readonly selection: number;
  /** What weight and selection do together. */
  readonly interaction: number;
}

export interface BrinsonAttribution {
  readonly portfolioReturn: number;
  readonly benchmarkReturn: number;
  /** Their difference, to which all effects add up. */
  readonly activeReturn: number;
  readonly segments: readonly SegmentEffects[];
}

const WEIGHT_TOLERANCE = 1e-6;

/**
 * Attribution of one period's active return by Brinson and Fachler: allocation (w − W)(B − b), selection W(r − B) and
 * interaction (w − W)(r − B), with b the benchmark's return as a whole.
 * @throws `BAD_WEIGHTS` unless the weights of the portfolio and those of the benchmark each add up to 1
 * @see Brinson & Fachler (1985), Journal of Portfolio Management 11(3), 73–76; Bacon, Practical Portfolio Performance
 *   Measurement and Attribution, 2nd ed., ch. 5
 */
export function brinsonAttribution(segments: readonly Segment[]): BrinsonAttribution {
  requireWhole(
    "portfolio",
    segments.map(segment => segment.weight),
  );
  requireWhole(
    "benchmark",
    segments.map(segment => segment.benchmarkWeight),
  );
  const portfolioReturn = segments.reduce((total, segment) => total + segment.weight * segment.return, 0);
  const benchmarkReturn = segments.reduce(
    (total, segment) => total + segment.benchmarkWeight * segment.benchmarkReturn,
    0,
  );
  return {
    portfolioReturn,
    benchmarkReturn,
    activeReturn: portfolioReturn - benchmarkReturn,
    segments: segments.map(segment => {
      const overweight = segment.weight - segment.benchmarkWeight;
      const better = segment.return - segment.benchmarkReturn;
      return {
        id: segment.id,
        allocation: overweight * (segment.benchmarkReturn - benchmarkReturn),
        selection: segment.benchmarkWeight * better,
        interaction: overweight * better,
      };
    }),
  };
}

/**
 * Effects of several periods, linked so that they add up to the difference of the compounded returns: each period's are
 * multiplied by Cariño's factor.
 * @param periods in time order, with the same segments
 * @throws `NO_PERIODS`, `BAD_RETURN` for a return of −100% or less
 * @see Cariño (1999), Journal of Performance Measurement 3(4), 5–14
 */
export function linkAttributions(periods: readonly BrinsonAttribution[]): BrinsonAttribution {
  if (periods.length === 0) throw new RiskbookError("NO_PERIODS", "There is no period to link.");
  const compounded = (of: (period: BrinsonAttribution) => number): number =>
    periods.reduce((value, period) => value * (1 + of(period)), 1) - 1;
  const portfolioReturn = compounded(period => period.portfolioReturn);
  const benchmarkReturn = compounded(period => period.benchmarkReturn);
  const whole = smoothing(portfolioReturn, benchmarkReturn);
  const totals = new Map<string, SegmentEffects>();
  for (const period of periods) {
    const factor = smoothing(period.portfolioReturn, period.benchmarkReturn) / whole;
    for (const effects of period.segments) totals.set(effects.id, plus(totals.get(effects.id), effects, factor));
  }
  return {
    portfolioReturn,
    benchmarkReturn,
    activeReturn: portfolioReturn - benchmarkReturn,
    segments: [...totals.values()],
  };
}

/** (ln(1+r) − ln(1+b))/(r − b), and its limit where they are the same. */
function smoothing(portfolio: number, benchmark: number): number {
  if (!(portfolio > -1 && benchmark > -1)) {
    throw new RiskbookError(
      "BAD_RETURN",
      `A return was ${Math.min(portfolio, benchmark)}; returns at or below −100% cannot be linked.`,
    );
  }
  const difference = portfolio - benchmark;
  return Math.abs(difference) < 1e-12
    ? 1 / (1 + portfolio)
    : (Math.log1p(portfolio) - Math.log1p(benchmark)) / difference;
}

function plus(total: SegmentEffects | undefined, effects: SegmentEffects, factor: number): SegmentEffects {
  return {
    id: effects.id,
    allocation: (total?.allocation ?? 0) + factor * effects.allocation,
    selection: (total?.selection ?? 0) + factor * effects.selection,
    interaction: (total?.interaction ?? 0) + factor * effects.interaction,
  };
}

function requireWhole(name: string, weights: readonly number[]): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (Math.abs(total - 1) <= WEIGHT_TOLERANCE) return;
  throw new RiskbookError(
    "BAD_WEIGHTS",
    `The weights of the ${name} add up to ${total}; they must add up to 1. Add what is missing, such as cash, as a segment.`,
  );
}

export const brinsonEntries: readonly CatalogueEntry[] = [
  {
    id: "brinson",
    label: "Brinson attribution of one period",
    unit: "return",
    definition:
      "allocation (w − W)(B − b), selection W(r − B), interaction (w − W)(r − B); adds up to the active return",
    source: "Brinson & Fachler (1985), Journal of Portfolio Management 11(3), 73–76",
    recommended: true,
  },
  {
    id: "brinson_linked",
    label: "Brinson attribution of several periods",
    unit: "return",
    definition: "each period’s effects times Cariño’s factor; adds up to the difference of the compounded returns",
    source: "Cariño (1999), Journal of Performance Measurement 3(4), 5–14",
    recommended: true,
  },
];
