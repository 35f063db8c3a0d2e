import { dayNumber, type IsoDate } from "../../core/index.js";
import { type Figure, isDefined, mapFigure, Undefined } from "../figure.js";
import { priceUnchecked } from "../options/black-scholes.js";
import { impliedVolatility } from "../options/implied-volatility.js";
import type { Part } from "./contribution.js";

/** An open position at the close of the day that its history is looked at from. */
export interface HeldPosition {
  readonly account: string;
  readonly symbol: string;
  /** Negative when short. */
  readonly quantity: number;
  /** Money per point of price and unit of quantity. */
  readonly multiplier: number;
  readonly kind: "equity" | "future" | "option" | "fx" | "crypto" | "index";
  /** What a future is on; its moves stand in where the contract is younger than the history. Null for others. */
  readonly underlying: string | null;
  /** Of an option: what it is on, at which price, until when. */
  readonly option: {
    readonly underlying: string;
    readonly strike: number;
    readonly expiry: IsoDate;
    readonly right: "call" | "put";
  } | null;
}

/** Closing prices of the last sessions, splits taken out; the last one is the day's own. */
export interface CloseHistory {
  /** Ascending. */
  readonly days: readonly IsoDate[];
  /** One close for each day, NaN where there is none; undefined for a symbol without any. */
  closesOf(symbol: string): Float64Array | undefined;
}

/** A position that has no history here, and why: what its risk is, nobody knows. */
export interface LeftOut {
  readonly position: HeldPosition;
  readonly reason: string;
}

/** What today's positions would have gained or lost on each session. */
export interface HypotheticalPnl {
  /** The sessions whose moves are taken: all but the first. */
  readonly days: readonly IsoDate[];
  /** P&L of each position that could be revalued, in the order given. */
  readonly positions: readonly { readonly position: HeldPosition; readonly pnl: Float64Array }[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Revalues today's positions with the moves of each past session. A share, currency or future moves by the return of its own
 * close (a future without positive prices by the difference; one that is younger than the history by its underlying's
 * return); an option is priced anew by Black and Scholes with its
 * underlying's return, at the volatility that its own close implies, with no rate, no yield and no time passing. A position
 * that lacks a close on any of the sessions is left out and told, never filled in.
 * @see Basel Framework MAR32.5 on hypothetical P&L; Jorion, Value at Risk, 3rd ed., ch. 10 (historical simulation)
 */
export function hypotheticalPnl(positions: readonly HeldPosition[], history: CloseHistory): HypotheticalPnl {
  const found: { position: HeldPosition; pnl: Float64Array }[] = [];
  const leftOut: LeftOut[] = [];
  for (const position of positions) {
    if (position.quantity === 0) continue;
    const pnl = position.kind === "option" ? optionPnl(position, history) : ownPnl(position, history);
    if (isDefined(pnl)) found.push({ position, pnl });
    else leftOut.push({ position, reason: pnl.reason });
  }
  return { days: history.days.slice(1), positions: found, leftOut };
}

function ownPnl(
  { symbol, quantity, multiplier, kind, underlying }: HeldPosition,
  history: CloseHistory,
): Figure<Float64Array> {
  const own = wholeHistory(symbol, history);
  const price = history.closesOf(symbol)?.at(-1) ?? Number.NaN;
  if (!isDefined(own) && underlying !== null && price > 0) {
    return mapFigure(wholeHistory(underlying, history), closes =>
      returnsOf(closes).map(move => quantity * multiplier * price * move),
    );
  }
  const closes = own;
  if (!isDefined(closes)) return closes;
  const units = quantity * multiplier;
  const now = closes.at(-1)!;
  const positive = closes.every(close => close > 0);
  if (!positive && kind !== "future") return new Undefined(`${symbol} has a close at or below zero`);
  return Float64Array.from({ length: closes.length - 1 }, (_, t) => {
    const [before, after] = [closes[t]!, closes[t + 1]!];
    return units * (positive ? now * (after / before - 1) : after - before);
  });
}

function returnsOf(closes: Float64Array): Float64Array {
  return Float64Array.from({ length: closes.length - 1 }, (_, t) => closes[t + 1]! / closes[t]! - 1);
}

function optionPnl(
  { symbol, quantity, multiplier, option }: HeldPosition,
  history: CloseHistory,
): Figure<Float64Array> {
  if (option === null) return new Undefined(`${symbol} is an option without underlying, strike, expiry or right`);
  const closes = wholeHistory(option.underlying, history);
  if (!isDefined(closes)) return closes;
  const price = history.closesOf(symbol)?.at(-1);
  if (price === undefined || Number.isNaN(price))
    return new Undefined(`${symbol} has no close on ${history.days.at(-1)}`);
  const years = (dayNumber(option.expiry) - dayNumber(history.days.at(-1)!)) / 365;
  if (years <= 0) return new Undefined(`${symbol} has expired on ${option.expiry}`);
  const terms = { right: option.right, spot: closes.at(-1)!, strike: option.strike, years, rate: 0, dividend: 0 };
  const volatility = impliedVolatility({ ...terms, price });
  if (!isDefined(volatility)) return new Undefined(`no volatility gives ${symbol} its close: ${volatility.reason}`);
  const units = quantity * multiplier;
  return Float64Array.from({ length: closes.length - 1 }, (_, t) => {
    const spot = terms.spot * (closes[t + 1]! / closes[t]!);
    return units * (priceUnchecked({ ...terms, spot, volatility }) - price);
  });
}

function wholeHistory(symbol: string, { days, closesOf }: CloseHistory): Figure<Float64Array> {
  const closes = closesOf(symbol);
  if (closes === undefined) return new Undefined(`${symbol} has no prices`);
  let missing = 0;
  for (const close of closes) if (Number.isNaN(close)) missing++;
  if (missing === 0) return closes;
  return new Undefined(`${symbol} has no close on ${missing} of ${days.length} sessions`);
}

/** Hypothetical P&L by anything that a position belongs to, such as its account or symbol; for `decompose`. */
export function hypotheticalBy(
  { positions, days }: HypotheticalPnl,
  nameOf: (position: HeldPosition) => string,
): Part[] {
  const parts = new Map<string, Float64Array>();
  for (const { position, pnl } of positions) {
    const name = nameOf(position);
    const total = parts.get(name) ?? new Float64Array(days.length);
    for (let t = 0; t < pnl.length; t++) total[t]! += pnl[t]!;
    parts.set(name, total);
  }
  return [...parts].map(([id, pnl]) => ({ id, pnl }));
}
