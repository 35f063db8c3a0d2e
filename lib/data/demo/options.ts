import { dayNumber, type IsoDate } from "../../core/index.js";
import { demoOptionPrice, type OptionRight } from "./black-scholes.js";
import { INDEX_SYMBOL, thirdFriday } from "./futures.js";
import type { OptionInstrument } from "./instrument.js";
import { FULL_SESSION, type Session } from "./sessions.js";
import { smileVolatility, termVolatility } from "./volatility.js";

const OPTION_TICK = 0.05;
/** What a worthless option still fetches on its last day: the exchanges' cabinet trade. */
export const CABINET_PRICE = 0.01;

/** What options are priced from: a spot and an implied volatility at every moment. */
export interface OptionMarket {
  spot(underlying: string, position: number, minute: number): number;
  /** At the money, 30 days. */
  impliedVolatility(underlying: string, position: number, minute: number): number;
}

/** Monthly expiries, the third Fridays; one that is a holiday moves to the session before it. */
export function monthlyExpiries(sessions: readonly Session[]): IsoDate[] {
  const dates = sessions.map(session => session.date);
  const months = [...new Set(dates.map(date => date.slice(0, 7)))];
  const within = months.map(month => {
    const friday = thirdFriday(Number(month.slice(0, 4)), Number(month.slice(5, 7)));
    return dates.findLast(date => date <= friday) ?? friday;
  });
  const [year, month] = months.at(-1)!.split("-").map(Number) as [number, number];
  return [...within, thirdFriday(year, month + 1), thirdFriday(year, month + 2)];
}

/** The option of an underlying, expiry, strike and right, named as the clearing house names it (21 characters). */
export function listedOption(
  underlying: string,
  expiry: IsoDate,
  strike: number,
  right: OptionRight,
): OptionInstrument {
  const root = underlying === INDEX_SYMBOL ? "XIO" : underlying;
  const day = expiry.slice(2).replaceAll("-", "");
  const thousandths = String(Math.round(strike * 1000)).padStart(8, "0");
  const symbol = `${root.padEnd(6)}${day}${right === "call" ? "C" : "P"}${thousandths}`;
  return { kind: "option", symbol, multiplier: 100, tick: OPTION_TICK, underlying, expiry, strike, right };
}

/** The listed strike nearest to a price. */
export function nearestStrike(underlying: string, price: number): number {
  const step = underlying === INDEX_SYMBOL ? 25 : price < 50 ? 1 : price < 150 ? 2.5 : 5;
  return Math.round(price / step) * step;
}

/** The middle of an option's market, before rounding to its tick. */
export function optionPrice(
  option: OptionInstrument,
  market: OptionMarket,
  session: Session,
  position: number,
  minute: number,
): number {
  const spot = market.spot(option.underlying, position, minute);
  const left = session.minutes - Math.min(minute, session.minutes);
  const years = (dayNumber(option.expiry) - session.day + left / FULL_SESSION) / 365;
  if (years <= 1e-6) return demoOptionPrice(spot, option.strike, 0, 0, option.right);
  const atTheMoney = termVolatility(
    market.impliedVolatility(option.underlying, position, minute),
    Math.max(years, 2 / 365),
  );
  const volatility = smileVolatility(atTheMoney, spot, option.strike, Math.max(years, 2 / 365));
  return demoOptionPrice(spot, option.strike, years, volatility, option.right);
}
