import { type Figure, Undefined } from "../figure.js";
import { priceUnchecked } from "../options/black-scholes.js";
import type { OptionInputs } from "../options/contract.js";
import { impliedVolatility } from "../options/implied-volatility.js";
import type { Shocks } from "./factors.js";
import type { OptionTerms, StressPosition } from "./position.js";

/** What options are priced with beside their own marks. Continuous and annual. */
export interface StressMarket {
  readonly rate: number;
  readonly dividend: number;
}

/** No price falls below zero; what has nearly none still has a logarithm. */
const LEAST_PRICE = 1e-12;

/**
 * What a position makes when factors change at once: a price changes by its return, an option is priced anew by
 * Black–Scholes–Merton from the volatility that its own mark implies. Closing costs are added where spreads widen.
 * @returns undefined for a position that the scenario cannot be worked out for, with the reason
 */
export function revalue(position: StressPosition, shocks: Shocks, market: StressMarket): Figure {
  if (Number.isNaN(position.marketValue)) return new Undefined("no closing price");
  const move = returnOf(position, shocks);
  if (move instanceof Undefined) return move;
  const pnl =
    position.option === null ? position.marketValue * move : optionPnl(position, position.option, move, shocks, market);
  if (pnl instanceof Undefined) return pnl;
  return pnl - (shocks.spread ?? 0) * Math.abs(position.marketValue + pnl);
}

/** The return of a position's price, or of its underlying's. Its own symbol counts before its sector, that before its beta. */
export function returnOf(position: StressPosition, shocks: Shocks): Figure {
  const { symbol, sector, kind, beta, option } = position;
  const own = shocks[`symbol:${symbol}`] ?? (option === null ? undefined : shocks[`symbol:${option.underlying}`]);
  if (own !== undefined) return own;
  const bySector = sector === null ? undefined : shocks[`sector:${sector}`];
  if (bySector !== undefined) return bySector;
  if (kind === "fx" || kind === "crypto") return shocks[kind] ?? unmoved(shocks, kind);
  if (beta === null && kind === "future") return shocks.commodity ?? unmoved(shocks, "commodity");
  const { equity = 0, correlation = 0 } = shocks;
  if (equity === 0) return 0;
  if (beta === null) return new Undefined(`no beta of ${option?.underlying ?? symbol} in instruments`);
  const shifted = shiftedBeta(position, beta, correlation);
  return shifted instanceof Undefined ? shifted : Math.max(-1, shifted * equity);
}

/** A scenario of volatility or rates leaves prices as they are; one that moves other prices and not these says nothing of them. */
function unmoved(shocks: Shocks, factor: string): Figure {
  const movesPrices = Object.entries(shocks).some(
    ([name, change]) =>
      change !== 0 &&
      (name === "equity" || name.includes(":") || name === "commodity" || name === "fx" || name === "crypto"),
  );
  return movesPrices ? new Undefined(`the scenario says nothing of ${factor}`) : 0;
}

/** Beta is ρσ/σₘ: a correlation that goes to 1 takes it to σ/σₘ, one that goes to 0 takes it to 0. */
function shiftedBeta({ relativeVolatility, symbol, option }: StressPosition, beta: number, shift: number): Figure {
  if (shift <= 0) return beta * (1 + shift);
  if (relativeVolatility === null)
    return new Undefined(`too few prices of ${option?.underlying ?? symbol} for its correlation`);
  return beta + shift * (relativeVolatility - beta);
}

function optionPnl(
  { units }: StressPosition,
  terms: OptionTerms,
  move: number,
  shocks: Shocks,
  market: StressMarket,
): Figure {
  const priced = pricedOption(terms, market);
  if (priced instanceof Undefined) return priced;
  const rate = market.rate + (shocks.rate ?? 0);
  const volatility = priced.volatility * (1 + (shocks.volatility_relative ?? 0)) + (shocks.volatility ?? 0);
  const shocked = priceUnchecked({
    ...priced,
    spot: Math.max(LEAST_PRICE, priced.spot * (1 + move)),
    rate,
    dividend: terms.onFuture ? rate : market.dividend,
    volatility: Math.max(0, volatility),
  });
  return units * (shocked - terms.mark);
}

/** An option with the volatility that its mark implies, or why it has none. */
export function pricedOption(terms: OptionTerms, market: StressMarket): Figure<OptionInputs> {
  const { right, strike, years, spot, mark, underlying } = terms;
  if (spot === null) return new Undefined(`no closing price of ${underlying}`);
  if (!(spot > 0)) return new Undefined(`the price of ${underlying} is ${spot}; a lognormal price is above zero`);
  if (years < 0) return new Undefined("the option has expired");
  const dividend = terms.onFuture ? market.rate : market.dividend;
  const option = { right, spot, strike, years, rate: market.rate, dividend };
  if (years === 0) return { ...option, volatility: 0 };
  const volatility = impliedVolatility({ ...option, price: mark });
  return volatility instanceof Undefined
    ? new Undefined(`its mark of ${mark} has no implied volatility: ${volatility.reason}`)
    : { ...option, volatility };
}
