import type { ReturnMeasure } from "../definition.js";
import { type Figure, tooFew, Undefined } from "../figure.js";
import { type Sample, type Series, sampleOf } from "../sample.js";

/**
 * Sum of the gains over the sum of the losses: the profit factor, and on returns the Omega ratio at threshold 0. On days
 * and on trades these are different figures; the caller's series says which it is.
 * @returns undefined where nothing was lost
 * @see Keating & Shadwick (2002), Journal of Performance Measurement 6(3), 59–84
 */
export function profitFactor(series: Series): Figure {
  const sample = sampleOf(series);
  return noLosses(sample) ?? sample.tally.gains / sample.tally.losses;
}

/** Sum of everything over the sum of the losses, at the frequency of the series. Undefined where nothing was lost. */
export function gainToPain(series: Series): Figure {
  const sample = sampleOf(series);
  return noLosses(sample) ?? sample.tally.sum / sample.tally.losses;
}

function noLosses(sample: Sample): Undefined | null {
  const none = tooFew(sample.n, 1);
  if (none || sample.tally.defeats > 0) return none;
  return new Undefined(`no losing observation in ${sample.n}`);
}

const ratio = { unit: "ratio", format: { kind: "ratio", digits: 2 }, recommended: true } as const;

export const omegaMeasures: readonly ReturnMeasure[] = [
  {
    ...ratio,
    id: "omega_0",
    label: "Omega ratio",
    group: "risk-adjusted",
    definition: "Σmax(r, 0) / Σmax(−r, 0), threshold 0",
    source: "Keating & Shadwick (2002), Journal of Performance Measurement 6(3), 59–84",
    compute: ({ returns }) => profitFactor(returns),
  },
  {
    ...ratio,
    id: "profit_factor_days",
    label: "Profit factor (days)",
    group: "win and loss",
    definition: "sum of winning days over sum of losing days; by day, not by trade (the same figure as omega_0)",
    source: "Schwager, Hedge Fund Market Wizards (2012), appendix A",
    compute: ({ returns }) => profitFactor(returns),
  },
  {
    ...ratio,
    id: "gain_to_pain",
    label: "Gain to pain",
    group: "risk-adjusted",
    definition: "Σr / Σmax(−r, 0) at the frequency of the series (Schwager's own is monthly)",
    source: "Schwager, Hedge Fund Market Wizards (2012), appendix A",
    compute: ({ returns }) => gainToPain(returns),
  },
];
