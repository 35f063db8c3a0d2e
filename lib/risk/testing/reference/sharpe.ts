import { isDefined } from "../../figure.js";
import { deflatedSharpe, expectedBestSharpe } from "../../inference/deflated-sharpe.js";
import { minimumTrackRecord } from "../../inference/minimum-track-record.js";
import { probabilisticSharpe } from "../../inference/probabilistic-sharpe.js";
import { sharpeDifference } from "../../inference/sharpe-difference.js";
import { sharpeErrorLo } from "../../inference/sharpe-error.js";
import type { Comparison } from "./comparison.js";

type Numbers<Key extends string> = Readonly<Record<Key, number>>;
type TrackRecord = Numbers<"observations" | "years">;

/** `sharpe_inference.json`, as far as it holds values that need no series of its own. */
export interface SharpeReference {
  readonly lo_2002_table1_iid_se: { readonly computed: readonly Numbers<"SR" | "T" | "se">[] };
  readonly psr: {
    readonly input: Numbers<"sr" | "n" | "skew" | "kurt">;
    readonly computed: Numbers<"psr0" | "psr0_normal">;
  };
  readonly min_trl: { readonly computed: Readonly<Record<"daily" | "daily_250" | "weekly" | "monthly", TrackRecord>> };
  readonly dsr: { readonly computed: Numbers<"sr_daily" | "sr0" | "dsr" | "sr0_N46" | "dsr_N46"> };
  readonly jobson_korkie_memmel: {
    readonly computed: { readonly memmel: Numbers<"sr1" | "sr2" | "rho" | "theta" | "z" | "p_two_sided"> };
  };
}

/** Lo's standard errors, the probabilistic and deflated ratios, minimum track records, and Memmel's test. */
export function sharpeInference(reference: SharpeReference): Comparison[] {
  return [
    ...reference.lo_2002_table1_iid_se.computed.map(({ SR, T, se }) => ({
      of: `Lo's error of ${SR} over ${T}`,
      expected: se,
      found: sharpeErrorLo({ sharpe: SR, n: T }),
    })),
    ...probabilistic(reference.psr),
    ...trackRecords(reference.min_trl.computed),
    ...deflated(reference.dsr.computed),
    ...memmel(reference.jobson_korkie_memmel.computed.memmel),
  ];
}

function probabilistic({ input, computed }: SharpeReference["psr"]): Comparison[] {
  const evidence = { sharpe: input.sr, n: input.n, skewness: input.skew, excessKurtosis: input.kurt - 3 };
  const normal = { ...evidence, skewness: 0, excessKurtosis: 0 };
  return [
    { of: "PSR", expected: computed.psr0, found: probabilisticSharpe(evidence) },
    { of: "PSR of a normal series", expected: computed.psr0_normal, found: probabilisticSharpe(normal) },
  ];
}

/** An annual ratio of 2 against 1 at 95%. */
function trackRecords(computed: SharpeReference["min_trl"]["computed"]): Comparison[] {
  const periods = { daily: 252, daily_250: 250, weekly: 52, monthly: 12 } as const;
  return (Object.keys(periods) as (keyof typeof periods)[]).flatMap(name => {
    const root = Math.sqrt(periods[name]);
    const evidence = { sharpe: 2 / root, skewness: 0, excessKurtosis: 0 };
    const found = minimumTrackRecord(evidence, { reference: 1 / root });
    const observations = isDefined(found) ? found : Number.NaN;
    return [
      { of: `track record, ${name}`, expected: computed[name].observations, found: observations },
      { of: `track record, ${name}, years`, expected: computed[name].years, found: observations / periods[name] },
    ];
  });
}

/** An annual ratio of 2.5 over 1,250 days of 250 a year, trials with a variance of a half a year, skewness −3, kurtosis 10. */
function deflated(computed: SharpeReference["dsr"]["computed"]): Comparison[] {
  const evidence = { sharpe: 2.5 / Math.sqrt(250), n: 1250, skewness: -3, excessKurtosis: 7 };
  const trials = (count: number): { count: number; variance: number } => ({ count, variance: 0.5 / 250 });
  return [
    { of: "SR a day", expected: computed.sr_daily, found: evidence.sharpe },
    { of: "best of 100", expected: computed.sr0, found: expectedBestSharpe(trials(100)) },
    { of: "DSR of 100", expected: computed.dsr, found: deflatedSharpe(evidence, trials(100)) },
    { of: "best of 46", expected: computed.sr0_N46, found: expectedBestSharpe(trials(46)) },
    { of: "DSR of 46", expected: computed.dsr_N46, found: deflatedSharpe(evidence, trials(46)) },
  ];
}

/** On 132 months made to have the published series' ratios and correlation, on which alone the test depends. */
function memmel({
  sr1,
  sr2,
  rho,
  theta,
  z,
  p_two_sided,
}: Numbers<"sr1" | "sr2" | "rho" | "theta" | "z" | "p_two_sided">) {
  const n = 132;
  const angle = (2 * Math.PI) / n;
  const first = Float64Array.from({ length: n }, (_, i) => Math.cos(angle * i));
  const other = Float64Array.from({ length: n }, (_, i) => Math.sin(angle * i));
  const unit = Math.sqrt((n - 1) / (n / 2));
  const a = first.map(x => sr1 + unit * x);
  const b = first.map((x, i) => sr2 + unit * (rho * x + Math.sqrt(1 - rho * rho) * other[i]!));
  const test = sharpeDifference(a, b);
  if (!isDefined(test)) throw new Error(test.reason);
  return [
    { of: "Memmel, difference", expected: sr1 - sr2, found: test.difference },
    { of: "Memmel, variance", expected: theta, found: test.standardError ** 2 },
    { of: "Memmel, z", expected: z, found: test.statistic },
    { of: "Memmel, p-value", expected: p_two_sided, found: test.pValue },
  ];
}
