import type { ReturnMeasure } from "../definition.js";
import { type Figure, tooFew, Undefined } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";

/** Share of the winning among the non-zero observations. Undefined where all are zero. */
export function winRate(series: Series): Figure {
  const { n, tally } = sampleOf(series);
  const decided = tally.wins + tally.defeats;
  if (decided === 0) return tooFew(n, 1) ?? new Undefined(`all ${n} observations are zero`);
  return tally.wins / decided;
}

/** Mean winning over mean losing observation, positive. Undefined where either is missing. */
export function payoffRatio(series: Series): Figure {
  const { n, tally } = sampleOf(series);
  if (tally.wins === 0) return tooFew(n, 1) ?? new Undefined(`no winning observation in ${n}`);
  if (tally.defeats === 0) return new Undefined(`no losing observation in ${n}`);
  return tally.gains / tally.wins / (tally.losses / tally.defeats);
}

/** Length of the longest unbroken run of winning (`sign` 1) or losing (−1) observations; a zero breaks it. */
export function longestRun(series: Series, { sign }: { sign: 1 | -1 }): number {
  let [longest, current] = [0, 0];
  for (const value of sampleOf(series).values) {
    current = value * sign > 0 ? current + 1 : 0;
    if (current > longest) longest = current;
  }
  return longest;
}

const section = { group: "win and loss", recommended: true } as const;
const percent = { ...section, unit: "fraction", format: { kind: "percent", digits: 2 } } as const;
const count = { ...section, unit: "observations", format: { kind: "integer" } } as const;
const SOURCE = "Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4";

export const winLossMeasures: readonly ReturnMeasure[] = [
  {
    ...percent,
    id: "win_rate_nonzero",
    label: "Win rate",
    definition: "share of positive among non-zero observations; zeros are left out",
    source: SOURCE,
    compute: ({ returns }) => winRate(returns),
    restsOn: ({ returns }) => returns.tally.wins + returns.tally.defeats,
  },
  {
    ...section,
    id: "payoff_ratio",
    label: "Payoff ratio",
    unit: "ratio",
    format: { kind: "ratio", digits: 2 },
    definition: "mean of the positive over |mean of the negative| observations",
    source: SOURCE,
    compute: ({ returns }) => payoffRatio(returns),
  },
  {
    ...percent,
    inSeriesUnit: true,
    id: "best",
    label: "Best",
    definition: "the largest observation",
    source: SOURCE,
    compute: ({ returns }) => tooFew(returns.n, 1) ?? returns.tally.largest,
  },
  {
    ...percent,
    inSeriesUnit: true,
    id: "worst",
    label: "Worst",
    definition: "the smallest observation",
    source: SOURCE,
    compute: ({ returns }) => tooFew(returns.n, 1) ?? returns.tally.smallest,
  },
  {
    ...count,
    id: "max_consecutive_wins",
    label: "Longest winning run",
    definition: "longest run of positive observations; a zero breaks it",
    source: SOURCE,
    compute: ({ returns }) => tooFew(returns.n, 1) ?? longestRun(returns, { sign: 1 }),
  },
  {
    ...count,
    id: "max_consecutive_losses",
    label: "Longest losing run",
    definition: "longest run of negative observations; a zero breaks it",
    source: SOURCE,
    compute: ({ returns }) => tooFew(returns.n, 1) ?? longestRun(returns, { sign: -1 }),
  },
];
