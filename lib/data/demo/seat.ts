import { addDays, type IsoDate, type RandomStream } from "../../core/index.js";
import { type Execution, execute, type OrderManner } from "./execution.js";
import type { Instrument } from "./instrument.js";
import type { DemoMarket } from "./market.js";
import { CABINET_PRICE } from "./options.js";
import { toTick } from "./price-path.js";

/** How a trader trades: called once for each session on which the trader is at work. */
export type Style = (seat: Seat) => void;

/** A trader's place on the desk: sees the market up to now, trades, and keeps its open positions from day to day. */
export class Seat {
  readonly market: DemoMarket;
  readonly random: RandomStream;
  /** The session, as an index into the market's. */
  day = 0;
  readonly #open = new Map<string, { instrument: Instrument; quantity: number; cost: number }>();
  #executions: Execution[] = [];
  #orders = 0;

  constructor(market: DemoMarket, random: RandomStream) {
    this.market = market;
    this.random = random;
  }

  /** Minutes of today's session. */
  get minutes(): number {
    return this.market.sessions[this.day]!.minutes;
  }

  get date(): IsoDate {
    return this.market.sessions[this.day]!.date;
  }

  /** The first monthly option expiry that is at least some days away. */
  expiryAfter(days: number): IsoDate {
    const earliest = addDays(this.date, days);
    return this.market.expiries.find(expiry => expiry >= earliest)!;
  }

  position(symbol: string): number {
    return this.#open.get(symbol)?.quantity ?? 0;
  }

  /** Open positions with their signed cost in price × quantity. */
  positions(): { instrument: Instrument; quantity: number; cost: number }[] {
    return [...this.#open.values()];
  }

  /** Sends an order and returns the average price of its fills; a quantity of 0 does nothing. */
  trade(instrument: Instrument, quantity: number, minute: number, manner: OrderManner): number {
    if (quantity === 0) return Number.NaN;
    this.#orders++;
    const fills = execute(this.market, this.day, instrument, quantity, minute, manner, this.random, this.#orders);
    let paid = 0;
    for (const fill of fills) {
      paid += fill.quantity * fill.price;
      this.#book(fill);
    }
    return paid / quantity;
  }

  /** Trades what is missing to a target position. */
  tradeTo(instrument: Instrument, target: number, minute: number, manner: OrderManner): void {
    this.trade(instrument, Math.round(target) - this.position(instrument.symbol), minute, manner);
  }

  /** Closes options that expire today at what they are worth at the close, as the clearing house would. */
  settleExpiries(): void {
    for (const { instrument, quantity } of this.positions()) {
      if (instrument.kind !== "option" || instrument.expiry !== this.date) continue;
      const worth = this.market.middle(instrument, this.day, this.minutes);
      const price = Math.max(CABINET_PRICE, toTick(worth, 0.01));
      this.#orders++;
      this.#book({
        instrument,
        quantity: -quantity,
        price,
        second: this.minutes * 60,
        liquidity: "settled",
        order: this.#orders,
        tag: "expiry",
      });
    }
  }

  /** Ends the day and hands over its executions in the order of their times. */
  endDay(): Execution[] {
    const executions = this.#executions.sort((a, b) => a.second - b.second);
    this.#executions = [];
    this.#orders = 0;
    return executions;
  }

  #book(fill: Execution): void {
    this.#executions.push(fill);
    const { symbol } = fill.instrument;
    const held = this.#open.get(symbol);
    const quantity = (held?.quantity ?? 0) + fill.quantity;
    const cost = (held?.cost ?? 0) + fill.quantity * fill.price;
    if (quantity === 0) this.#open.delete(symbol);
    else this.#open.set(symbol, { instrument: fill.instrument, quantity, cost });
  }
}
