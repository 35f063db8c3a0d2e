/** A position in shares or a stock index, in money; options with their delta. */
export interface EquityExposure {
  /** The issuer, or the index: long and short in the same are one net position. */
  readonly issuer: string;
  /** The country's market, within which general risk nets. */
  readonly market: string;
  /** Signed. */
  readonly marketValue: number;
  /** Whether it is a broad index, whose specific risk is charged less. */
  readonly diversifiedIndex: boolean;
}

/** Charges before scaling, in money. */
export interface EquityCharge {
  readonly specific: number;
  readonly general: number;
}

/**
 * Equity risk by the simplified standardised approach: 8% of the gross of net positions by issuer (2% for diversified
 * indices), and 8% of the net of each national market.
 * @see Basel Framework MAR40.41–40.52
 */
export function equityCharge(exposures: readonly EquityExposure[]): EquityCharge {
  const byIssuer = new Map<string, { value: number; rate: number }>();
  const byMarket = new Map<string, number>();
  for (const { issuer, market, marketValue, diversifiedIndex } of exposures) {
    const found = byIssuer.get(issuer);
    byIssuer.set(issuer, { value: (found?.value ?? 0) + marketValue, rate: diversifiedIndex ? 0.02 : 0.08 });
    byMarket.set(market, (byMarket.get(market) ?? 0) + marketValue);
  }
  let [specific, general] = [0, 0];
  for (const { value, rate } of byIssuer.values()) specific += rate * Math.abs(value);
  for (const value of byMarket.values()) general += 0.08 * Math.abs(value);
  return { specific, general };
}

/** An option position's Greeks in money. */
export interface OptionSensitivity {
  readonly underlying: string;
  /** Price of the underlying. */
  readonly spot: number;
  /** Of the whole position: quantity × multiplier × gamma. */
  readonly gamma: number;
  /** Of the whole position, per 1.00 of volatility. */
  readonly vega: number;
  readonly volatility: number;
}

/**
 * What options on shares and indices add beyond their deltas, by the delta-plus method: where gamma is short, ½ Γ (8% of the
 * price)² by underlying; and vega times a quarter of the volatility, by underlying.
 * @see Basel Framework MAR40.77–40.82; Regulation (EU) 528/2014, articles 5 and 6
 */
export function deltaPlusCharge(options: readonly OptionSensitivity[]): { gamma: number; vega: number } {
  const byUnderlying = new Map<string, { gamma: number; vega: number }>();
  for (const { underlying, spot, gamma, vega, volatility } of options) {
    const sum = byUnderlying.get(underlying) ?? { gamma: 0, vega: 0 };
    sum.gamma += 0.5 * gamma * (0.08 * spot) ** 2;
    sum.vega += vega * 0.25 * volatility;
    byUnderlying.set(underlying, sum);
  }
  let [gamma, vega] = [0, 0];
  for (const sum of byUnderlying.values()) {
    gamma += Math.max(0, -sum.gamma);
    vega += Math.abs(sum.vega);
  }
  return { gamma, vega };
}

/**
 * Currency risk by the shorthand method: 8% of the greater of all net long and all net short positions.
 * @param open net position by foreign currency, in the reporting currency
 * @see Basel Framework MAR40.53–40.62
 */
export function foreignExchangeCharge(open: readonly number[]): number {
  const long = open.reduce((sum, value) => sum + Math.max(0, value), 0);
  const short = open.reduce((sum, value) => sum + Math.max(0, -value), 0);
  return 0.08 * Math.max(long, short);
}

/**
 * Commodity risk by the simplified approach: 15% of the net and 3% of the gross position in each commodity.
 * @see Basel Framework MAR40.63–40.73
 */
export function commodityCharge(positions: readonly { long: number; short: number }[]): number {
  return positions.reduce((sum, { long, short }) => sum + 0.15 * Math.abs(long - short) + 0.03 * (long + short), 0);
}
