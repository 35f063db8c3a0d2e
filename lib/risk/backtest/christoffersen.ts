import { chiSquaredTail } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, tooFew } from "../figure.js";
import { kupiecTest } from "./kupiec.js";
import type { TestResult } from "./test-result.js";

export interface ChristoffersenTests {
  /** Whether an exception tells nothing of the next period's: likelihood ratio against a first-order Markov chain. */
  readonly independence: TestResult;
  /** Whether exceptions are independent and as many as promised: Kupiec's ratio and that of independence together. */
  readonly conditional: TestResult;
}

/**
 * Christoffersen's tests of the independence of exceptions and of conditional coverage. Transitions are counted between
 * neighbours in the series, one fewer than there are periods; Kupiec's part takes all periods.
 * @param hits 1 where the loss was greater than the VaR, else 0; in time order, periods without P&L left out
 * @param confidence such as 0.99
 * @see Christoffersen (1998), International Economic Review 39(4), 841–862
 */
export function christoffersenTests(hits: ArrayLike<number>, confidence: number): Figure<ChristoffersenTests> {
  const few = tooFew(hits.length, 2);
  if (few) return few;
  const counts = [0, 0, 0, 0];
  let exceptions = hits[0]!;
  for (let i = 1; i < hits.length; i++) {
    counts[2 * hits[i - 1]! + hits[i]!]!++;
    exceptions += hits[i]!;
  }
  const [n00, n01, n10, n11] = counts as [number, number, number, number];
  const free = logLikelihood(n00, n01) + logLikelihood(n10, n11);
  const statistic = Math.max(0, 2 * (free - logLikelihood(n00 + n10, n01 + n11)));
  const coverage = kupiecTest({ exceptions, observations: hits.length, confidence }).statistic;
  return {
    independence: { statistic, pValue: chiSquaredTail(statistic, 1), freedom: 1 },
    conditional: { statistic: coverage + statistic, pValue: chiSquaredTail(coverage + statistic, 2), freedom: 2 },
  };
}

/** Of `failures` and `hits` at their own rate, with 0·ln 0 = 0. */
function logLikelihood(failures: number, hits: number): number {
  const total = failures + hits;
  const part = (count: number): number => (count === 0 ? 0 : count * Math.log(count / total));
  return part(failures) + part(hits);
}

export const christoffersenEntries: readonly CatalogueEntry[] = [
  {
    id: "christoffersen_independence",
    label: "Christoffersen: exceptions come one by one",
    unit: "χ²(1), p-value",
    definition:
      "2·ln of the likelihood of the hits as a first-order Markov chain over that of independent ones; neighbours among the tested periods",
    source: "Christoffersen (1998), International Economic Review 39(4), 841–862",
    recommended: true,
  },
  {
    id: "christoffersen_conditional",
    label: "Christoffersen: as many, and one by one",
    unit: "χ²(2), p-value",
    definition: "the statistics of Kupiec and of independence together",
    source: "Christoffersen (1998), International Economic Review 39(4), 841–862",
    recommended: true,
  },
];
