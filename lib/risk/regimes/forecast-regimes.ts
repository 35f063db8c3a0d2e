import type { RegimeFit } from "./fit-regimes.js";

/** What the regimes say of the days to come. */
export interface RegimeForecast {
  /** Element h is the variance expected of day h + 1 from now: within the regimes and between their means. */
  readonly variances: Float64Array;
  /** Element h holds the probability of each regime on day h + 1. */
  readonly probabilities: readonly Float64Array[];
}

/**
 * Moves today's filtered probabilities on by the chain: the variance of a day is that of the mixture of the regimes.
 * @param horizon days, at least 1
 */
export function forecastRegimes(fit: RegimeFit, horizon: number): RegimeForecast {
  const { states, transition, means, deviations, filtered } = fit;
  let now = Float64Array.from(filtered, shares => shares.at(-1)!);
  const variances = new Float64Array(horizon);
  const probabilities = Array.from({ length: horizon }, (_, day) => {
    const next = new Float64Array(states);
    for (let from = 0; from < states; from++)
      for (let to = 0; to < states; to++) next[to]! += now[from]! * transition[from * states + to]!;
    now = next;
    const mean = next.reduce((sum, share, state) => sum + share * means[state]!, 0);
    variances[day] = next.reduce(
      (sum, share, state) => sum + share * (deviations[state]! ** 2 + (means[state]! - mean) ** 2),
      0,
    );
    return next;
  });
  return { variances, probabilities };
}
