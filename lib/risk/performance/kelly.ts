import type { ReturnMeasure } from "../definition.js";
import { type Figure, isDefined, mapFigure } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";
import { noDeviation } from "./sharpe.js";
import { payoffRatio, winRate } from "./win-loss.js";

/**
 * Growth-optimal leverage on the book, mean over variance (n − 1), in the Gaussian approximation. Full Kelly: desks take a
 * fraction of it. Undefined for a constant series.
 * @see Thorp (2006), The Kelly Criterion in Blackjack, Sports Betting and the Stock Market
 */
export function kellyLeverage(returns: Series): Figure {
  const sample = sampleOf(returns, "returns");
  return noDeviation(sample) ?? sample.mean / sample.deviation ** 2;
}

/**
 * The gambler's Kelly fraction p − (1 − p)/R of win rate p and payoff ratio R: what to stake where a loss takes the whole
 * stake. It is not a leverage. Undefined where either is.
 * @see Kelly (1956), Bell System Technical Journal 35, 917–926
 */
export function kellyGamble(returns: Series): Figure {
  const sample = sampleOf(returns, "returns");
  const wins = winRate(sample);
  return isDefined(wins) ? mapFigure(payoffRatio(sample), payoff => wins - (1 - wins) / payoff) : wins;
}

const ratio = { group: "win and loss", unit: "ratio", format: { kind: "ratio", digits: 2 } } as const;

export const kellyMeasures: readonly ReturnMeasure[] = [
  {
    ...ratio,
    id: "kelly_continuous",
    label: "Kelly leverage",
    definition: "mean over variance (n−1): growth-optimal leverage in the Gaussian approximation, the full fraction",
    source: "Thorp (2006), in Handbook of Asset and Liability Management 1, ch. 9",
    recommended: true,
    compute: ({ returns }) => kellyLeverage(returns),
  },
  {
    ...ratio,
    id: "kelly_gamble",
    label: "Kelly fraction (gamble)",
    definition: "p − (1−p)/R of win rate p and payoff ratio R: stake where a loss takes all of it, not a leverage",
    source: "Kelly (1956), Bell System Technical Journal 35, 917–926",
    recommended: false,
    compute: ({ returns }) => kellyGamble(returns),
  },
];
