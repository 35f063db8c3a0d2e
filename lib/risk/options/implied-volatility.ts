import { normalCdf, normalQuantile } from "../../numeric/index.js";
import { type Figure, Undefined } from "../figure.js";
import { type OptionInputs, requireOption } from "./contract.js";

/** An option whose price is known and whose volatility is not. */
export interface QuotedOption extends Omit<OptionInputs, "volatility"> {
  readonly price: number;
}

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
const ROOT_THREE = Math.sqrt(3);
const MOST_STEPS = 24;

/**
 * The volatility at which Black–Scholes–Merton gives a price. The price is made dimensionless and out of the money; the
 * first guess is that of one of three regions, and steps of third order are taken on 1/ln b, b or ln(bₘₐₓ − b), whichever
 * is nearly straight there; a bracket keeps them inside.
 * @returns undefined for a price at or below the intrinsic value of the forward, or at or above what it can be worth at most
 * @throws `BAD_OPTION`
 * @see Jäckel (2015), Let's be rational, Wilmott 2015(75), 40–53
 */
export function impliedVolatility(option: QuotedOption): Figure {
  requireOption({ ...option, volatility: 0 });
  const { right, spot, strike, years, rate, dividend, price } = option;
  if (years === 0) return new Undefined("the option is at its expiry: its price says nothing of volatility");
  const forward = spot * Math.exp((rate - dividend) * years);
  const unit = Math.sqrt(forward * strike) * Math.exp(-rate * years);
  const sign = right === "call" ? 1 : -1;
  const x = Math.log(forward / strike);
  const intrinsic = Math.max(0, sign * 2 * Math.sinh(x / 2));
  const beta = price / unit - intrinsic;
  const most = Math.exp((sign * x) / 2) - intrinsic;
  if (!(beta > 0))
    return new Undefined(
      `the price of ${price} is not above the intrinsic value of ${(intrinsic * unit).toPrecision(8)}`,
    );
  if (!(beta < most))
    return new Undefined(
      `the price of ${price} is not below ${((most + intrinsic) * unit).toPrecision(8)}, the most it can be worth`,
    );
  return normalisedVolatility(-Math.abs(x), beta) / Math.sqrt(years);
}

/** Total volatility σ√T of an out-of-the-money call of dimensionless price `beta`, with x = ln(forward/strike) ≤ 0. */
function normalisedVolatility(x: number, beta: number): number {
  const most = Math.exp(x / 2);
  if (x === 0) return -2 * normalQuantile((1 - beta) / 2);
  const inflection = Math.sqrt(-2 * x);
  const centre = priceAt(x, inflection);
  const low = beta < centre;
  let [from, to] = low ? [0, inflection] : [inflection, Number.POSITIVE_INFINITY];
  let s = low ? lowerGuess(x, beta, inflection) : upperGuess(x, beta, most, inflection, centre);
  for (let step = 0; step < MOST_STEPS; step++) {
    const value = priceAt(x, s);
    if (value < beta) from = s;
    else to = s;
    const moved = s + thirdOrderStep(x, s, value, beta, most, low);
    if (Math.abs(moved - s) <= 2 * Number.EPSILON * s) return moved;
    s = moved > from && moved < to ? moved : to === Number.POSITIVE_INFINITY ? 2 * s : (from + to) / 2;
  }
  return s;
}

/** Dimensionless price e^{x/2}Φ(x/s + s/2) − e^{−x/2}Φ(x/s − s/2). */
function priceAt(x: number, s: number): number {
  return Math.max(0, Math.exp(x / 2) * normalCdf(x / s + s / 2) - Math.exp(-x / 2) * normalCdf(x / s - s / 2));
}

/** From b ≈ 2π|x|/(3√3)·Φ(x/(√3 s))³, which holds as s falls to zero. */
function lowerGuess(x: number, beta: number, inflection: number): number {
  const share = Math.cbrt((3 * ROOT_THREE * beta) / (2 * Math.PI * -x));
  const guess = x / (ROOT_THREE * normalQuantile(Math.min(share, 0.4999)));
  return guess > 0 && guess < inflection ? guess : inflection / 2;
}

/** On the tangent at the inflection, or, far up, from bₘₐₓ − b ≈ Φ(−s/2) scaled to meet there. */
function upperGuess(x: number, beta: number, most: number, inflection: number, centre: number): number {
  const tangent = inflection + (beta - centre) / slopeAt(x, inflection);
  const tail = (most - beta) / (most - centre);
  const asymptote = -2 * normalQuantile(Math.min(0.4999, tail * normalCdf(-inflection / 2)));
  return tail < 0.5 ? Math.max(asymptote, inflection) : tangent;
}

function slopeAt(x: number, s: number): number {
  return Math.exp(-0.5 * ((x / s) ** 2 + (s / 2) ** 2)) / ROOT_TWO_PI;
}

/** Householder's step of third order on the objective of the region; 0 where the price has underflowed. */
function thirdOrderStep(x: number, s: number, value: number, beta: number, most: number, low: boolean): number {
  const slope = slopeAt(x, s);
  const second = x ** 2 / s ** 3 - s / 4;
  const third = second ** 2 - 3 * (x / s ** 2) ** 2 - 0.25;
  if (!(slope > 0) || !(value > 0) || value >= most) return Number.NaN;
  let [newton, halley, hh3] = [(beta - value) / slope, second, third];
  if (low) {
    const log = Math.log(value);
    const ratio = slope / value;
    newton = ((Math.log(beta) - log) * log) / Math.log(beta) / ratio;
    const bend = 1 + 2 / log;
    halley = second - ratio * bend;
    hh3 = third + 2 * ratio ** 2 * (1 + (3 / log) * (1 + 1 / log)) - 3 * second * ratio * bend;
  } else if (beta > most / 2) {
    const left = most - value;
    const ratio = slope / left;
    newton = Math.log(left / (most - beta)) / ratio;
    halley = second + ratio;
    hh3 = third + ratio * (2 * ratio + 3 * second);
  }
  const full = (1 + 0.5 * halley * newton) / (1 + newton * (halley + (hh3 * newton) / 6));
  return newton * (Number.isFinite(full) && full > 0 ? full : 1);
}
