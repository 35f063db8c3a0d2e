import type { Session } from "./sessions.js";

const MEMORY = 0.92;
const SHOCK_MEMORY = 0.86;
const LONG_RUN = 0.17;
const REVERSION = 4;

/**
 * A simulated implied volatility of the index at each close, for 30 days and at the money: the volatility of the latest
 * weeks, a premium, and a shock on falls that fades in a week. It follows the real VIX in shape, not in figure.
 */
export function simulatedImpliedVolatility(sessions: readonly Session[]): Float64Array {
  const implied = new Float64Array(sessions.length);
  let variance = (0.1 * 0.1) / 252;
  let shock = 0;
  for (let i = 0; i < sessions.length; i++) {
    const before = sessions[Math.max(0, i - 1)]!.bar.close;
    const change = Math.log(sessions[i]!.bar.close / before);
    variance = MEMORY * variance + (1 - MEMORY) * change * change;
    shock = SHOCK_MEMORY * shock + Math.max(0, -change - 0.008) * 1.1;
    implied[i] = Math.min(0.85, 0.055 + 0.72 * Math.sqrt(252 * variance) + shock);
  }
  return implied;
}

/** The volatility for another term: variance reverts to its long run at a constant speed (Heston 1993). */
export function termVolatility(thirtyDay: number, years: number): number {
  const longVariance = LONG_RUN * LONG_RUN;
  const weight = averageDecay(years) / averageDecay(30 / 365);
  return Math.sqrt(longVariance + (thirtyDay * thirtyDay - longVariance) * Math.min(1.4, weight));
}

/** The smile: dearer below the money, by standard deviations of moneyness. */
export function smileVolatility(atTheMoney: number, spot: number, strike: number, years: number): number {
  const deviations = Math.log(strike / spot) / (atTheMoney * Math.sqrt(years));
  const bounded = Math.max(-3, Math.min(3, deviations));
  return atTheMoney * (1 - 0.14 * bounded + 0.025 * bounded * bounded);
}

function averageDecay(years: number): number {
  return (1 - Math.exp(-REVERSION * years)) / (REVERSION * years);
}
