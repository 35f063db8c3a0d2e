import { christoffersenTests } from "../../backtest/christoffersen.js";
import { kupiecRegion, kupiecTest } from "../../backtest/kupiec.js";
import { trafficLight } from "../../backtest/traffic-light.js";
import { isDefined } from "../../figure.js";
import type { Comparison } from "./comparison.js";

/** `kupiec_christoffersen.json`, as far as it holds values. */
export interface CoverageReference {
  readonly examples: readonly {
    readonly input: Readonly<Record<"n" | "x" | "p", number>> & { readonly n11?: number };
    readonly computed: Readonly<Record<string, number>>;
  }[];
  readonly non_rejection_regions: {
    readonly rows: readonly { readonly p: number; readonly T: number; readonly computed_non_rejection: number[] }[];
  };
  readonly grid: readonly Readonly<Record<"n" | "x" | "p" | "LR" | "pvalue", number>>[];
}

/** `basel_traffic_light.json`; probabilities are decimal text of 20 digits. */
export interface TrafficLightReference {
  readonly n: number;
  readonly p: number;
  readonly rows: readonly {
    readonly exceptions: number;
    readonly exact_probability: string;
    readonly cumulative: string;
    readonly prob_at_least_k: string;
    readonly zone: string;
    readonly multiplier_1996_bcbs22: number;
    readonly multiplier_frtb_mar99_mar32: number;
  }[];
}

/** Kupiec's statistic and p-value on the grid, his regions of acceptance, and the published example of Christoffersen's tests. */
export function coverageTests({ grid, non_rejection_regions, examples }: CoverageReference): Comparison[] {
  return [
    ...grid.flatMap(({ n, x, p, LR, pvalue }) => kupiec({ n, x, p }, { LR, p: pvalue })),
    ...non_rejection_regions.rows.flatMap(({ p, T, computed_non_rejection: [from, to] }) => {
      const { low, high } = kupiecRegion({ observations: T, confidence: 1 - p });
      const of = `region of ${T} at ${p}`;
      return [
        { of: `${of}, from`, expected: from!, found: low },
        { of: `${of}, to`, expected: to!, found: high },
      ];
    }),
    ...examples.flatMap(({ input, computed }) =>
      input.n11 === undefined ? kupiec(input, computed) : markov({ ...input, n11: input.n11 }, computed),
    ),
  ];
}

/** The zones, add-ons and probabilities of 0 to 15 exceptions. */
export function basel({ n, p, rows }: TrafficLightReference): Comparison[] {
  return rows.flatMap(row => {
    const of = `${row.exceptions} exceptions`;
    const at = (exceptions: number): ReturnType<typeof trafficLight> =>
      trafficLight({ exceptions, observations: n, confidence: 1 - p });
    const light = at(row.exceptions);
    return [
      { of: `${of}, zone`, expected: row.zone, found: light.zone },
      { of: `${of}, at most`, expected: Number(row.cumulative), found: light.cumulative },
      { of: `${of}, at least`, expected: Number(row.prob_at_least_k), found: light.atLeast },
      {
        of: `${of}, exactly`,
        expected: Number(row.exact_probability),
        found: light.atLeast - at(row.exceptions + 1).atLeast,
      },
      { of: `${of}, multiplier of 1996`, expected: row.multiplier_1996_bcbs22, found: 3 + light.addOn! },
      { of: `${of}, multiplier of MAR33`, expected: row.multiplier_frtb_mar99_mar32, found: 1.5 + light.frtbAddOn! },
    ];
  });
}

type Outcome = Readonly<Record<"n" | "x" | "p", number>>;

function kupiec({ n, x, p }: Outcome, expected: Readonly<Record<string, number>>): Comparison[] {
  const { statistic, pValue } = kupiecTest({ exceptions: x, observations: n, confidence: 1 - p });
  const of = `Kupiec, ${x} of ${n} at ${p}`;
  return [
    { of, expected: expected.LR!, found: statistic },
    { of: `${of}, p-value`, expected: expected.p!, found: pValue },
  ];
}

/** Hits with the counts of the example: single ones, and as many pairs as exceptions follow one another. */
function markov({ n, x, p, n11 }: Outcome & { n11: number }, expected: Readonly<Record<string, number>>): Comparison[] {
  const hits = new Uint8Array(n);
  const runs = x - n11;
  const step = Math.floor((n - 10) / runs);
  for (let i = 0; i < runs; i++) hits[5 + step * i] = 1;
  for (let i = 0; i < n11; i++) hits[6 + step * i] = 1;
  const confidence = 1 - p;
  const coverage = kupiecTest({ exceptions: x, observations: n, confidence });
  const tests = christoffersenTests(hits, confidence);
  if (!isDefined(tests)) throw new Error(tests.reason);
  const { independence, conditional } = tests;
  return [
    { of: "POF", expected: expected.LRatioPOF!, found: coverage.statistic },
    { of: "POF, p-value", expected: expected.PValuePOF!, found: coverage.pValue },
    { of: "CCI", expected: expected.LRatioCCI!, found: independence.statistic },
    { of: "CCI, p-value", expected: expected.PValueCCI!, found: independence.pValue },
    { of: "CC", expected: expected.LRatioCC!, found: conditional.statistic },
    { of: "CC, p-value", expected: expected.PValueCC!, found: conditional.pValue },
  ];
}
