/** Call or put. */
export type OptionRight = "call" | "put";

/**
 * The price of a European option with no interest and no dividends (Black & Scholes 1973 with r = 0): what the demo's
 * market makers quote. Not the library's pricer, which has rates, dividends and Greeks.
 */
export function demoOptionPrice(
  spot: number,
  strike: number,
  years: number,
  volatility: number,
  right: OptionRight,
): number {
  const intrinsic = Math.max(0, right === "call" ? spot - strike : strike - spot);
  if (years <= 0) return intrinsic;
  const deviation = volatility * Math.sqrt(years);
  const d1 = Math.log(spot / strike) / deviation + deviation / 2;
  const call = spot * normalCdf(d1) - strike * normalCdf(d1 - deviation);
  return Math.max(intrinsic, right === "call" ? call : call - spot + strike);
}

/** The normal distribution function to 7.5e-8 (Abramowitz & Stegun 1964, 26.2.17): enough for prices in cents. */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return x >= 0 ? 1 - tail : tail;
}
