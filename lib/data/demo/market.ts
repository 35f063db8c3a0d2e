import { type IsoDate, randomStream } from "../../core/index.js";
import { frontContract, futureBar, futureBasis, quarterlyContracts } from "./futures.js";
import type { IndexBar } from "./index-bars.js";
import type { FutureInstrument, Instrument, OptionInstrument, StockInstrument } from "./instrument.js";
import { CABINET_PRICE, monthlyExpiries, type OptionMarket, optionPrice } from "./options.js";
import { type Bar, PricePath, pathOfBar, toTick } from "./price-path.js";
import { demoSessions, type Session } from "./sessions.js";
import { type SimulatedStock, STOCK_TICK, simulateStocks } from "./stock-paths.js";
import { simulatedImpliedVolatility } from "./volatility.js";

/** The demo's market: the real index, everything simulated along it, and what each instrument is worth at any minute. */
export class DemoMarket implements OptionMarket {
  readonly sessions: readonly Session[];
  /** Where the demo begins; the sessions before it are there to look back on. */
  readonly first: number;
  readonly index: PricePath;
  readonly stocks: ReadonlyMap<string, SimulatedStock>;
  readonly futures: readonly FutureInstrument[];
  readonly expiries: readonly IsoDate[];
  /** Of the index at each close, 30 days at the money. */
  readonly implied: Float64Array;
  readonly #futureBars = new Map<string, Bar>();

  constructor(bars: readonly IndexBar[], seed: string) {
    const { sessions, first } = demoSessions(bars);
    this.sessions = sessions;
    this.first = first;
    this.index = indexPath(sessions, seed);
    this.stocks = new Map(simulateStocks(sessions, this.index, seed).map(stock => [stock.specification.symbol, stock]));
    this.futures = quarterlyContracts(sessions);
    this.expiries = monthlyExpiries(sessions);
    this.implied = simulatedImpliedVolatility(sessions);
  }

  stock(symbol: string): StockInstrument {
    const { sector, beta } = this.stocks.get(symbol)!.specification;
    return { kind: "equity", symbol, multiplier: 1, tick: STOCK_TICK, sector, beta };
  }

  frontFuture(position: number): FutureInstrument {
    return frontContract(this.futures, this.sessions[position]!.date);
  }

  spot(underlying: string, position: number, minute: number): number {
    return (this.stocks.get(underlying)?.path ?? this.index).at(position, minute);
  }

  impliedVolatility(underlying: string, position: number, minute: number): number {
    const share = Math.min(1, minute / this.sessions[position]!.minutes);
    const before = this.implied[Math.max(0, position - 1)]!;
    const index = before + (this.implied[position]! - before) * share;
    const stock = this.stocks.get(underlying);
    if (stock === undefined) return index;
    const { beta, ownVolatility } = stock.specification;
    return 1.05 * Math.hypot(0.9 * beta * index, ownVolatility * Math.sqrt(index / 0.15));
  }

  /** The middle of an instrument's market at a minute of a session, before rounding. */
  middle(instrument: Instrument, position: number, minute: number): number {
    if (instrument.kind === "equity") return this.spot(instrument.symbol, position, minute);
    const session = this.sessions[position]!;
    if (instrument.kind === "future") return this.index.at(position, minute) * futureBasis(instrument, session);
    return optionPrice(instrument, this, session, position, minute);
  }

  /** The closing mark, on the exchange's grid. */
  mark(instrument: Instrument, position: number): number {
    if (instrument.kind !== "option") return this.bar(instrument, position).close;
    const session = this.sessions[position]!;
    const value = optionPrice(instrument, this, session, position, session.minutes);
    return session.date === instrument.expiry
      ? Math.max(CABINET_PRICE, toTick(value, 0.01))
      : Math.max(instrument.tick, toTick(value, instrument.tick));
  }

  /** The bar that every fill of the session must lie in; options have none, as theirs is made of their quotes. */
  bar(instrument: Exclude<Instrument, OptionInstrument>, position: number): Bar {
    if (instrument.kind === "equity") return this.stocks.get(instrument.symbol)!.bars[position]!;
    const key = `${instrument.symbol}/${position}`;
    let bar = this.#futureBars.get(key);
    if (bar === undefined) {
      bar = futureBar(instrument, this.sessions[position]!, position, this.index);
      this.#futureBars.set(key, bar);
    }
    return bar;
  }

  /** Log return of an instrument's underlying path between the closes of two earlier sessions. */
  returnBetween(symbol: string, from: number, to: number): number {
    const path = this.stocks.get(symbol)?.path ?? this.index;
    return Math.log(path.close(to) / path.close(from));
  }

  /** Daily volatility of a symbol over the sessions before one. */
  recentVolatility(symbol: string, position: number, window = 20): number {
    let sum = 0;
    for (let i = position - window; i < position; i++) sum += this.returnBetween(symbol, i - 1, i) ** 2;
    return Math.sqrt(sum / window);
  }
}

function indexPath(sessions: readonly Session[], seed: string): PricePath {
  const random = randomStream(`${seed}/index`);
  const path = new PricePath(sessions);
  for (const [i, { bar }] of sessions.entries()) pathOfBar(path.session(i), bar, random);
  return path;
}
