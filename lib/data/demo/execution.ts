import type { RandomStream } from "../../core/index.js";
import type { Liquidity } from "./fees.js";
import type { Instrument } from "./instrument.js";
import type { DemoMarket } from "./market.js";
import { toTick } from "./price-path.js";

/** One execution before it is booked. */
export interface Execution {
  readonly instrument: Instrument;
  /** Signed; a sale is negative. */
  readonly quantity: number;
  readonly price: number;
  /** Whole seconds after the open. */
  readonly second: number;
  readonly liquidity: Liquidity;
  /** Number of its order within the trader's day. */
  readonly order: number;
  /** The setup it belongs to, as the trader names it. */
  readonly tag: string;
  /** The planned stop, which an order that opens a position may state. */
  readonly stop?: number | undefined;
}

/** How an order is worked. */
export interface OrderManner {
  /** Waits on its own side of the market instead of crossing the spread. */
  readonly passive?: boolean;
  /** Minutes over which a large order is spread; within half a minute unless given. */
  readonly over?: number;
  /** What the trader calls the trade. */
  readonly tag: string;
  readonly stop?: number | undefined;
}

/** Works an order into partial fills around the middle of the market. */
export function execute(
  market: DemoMarket,
  position: number,
  instrument: Instrument,
  quantity: number,
  minute: number,
  manner: OrderManner,
  random: RandomStream,
  order: number,
): Execution[] {
  const last = market.sessions[position]!.minutes * 60;
  const parts = partialFills(Math.abs(quantity), instrument, random);
  const step = ((manner.over ?? 0.4) * 60) / parts.length;
  let second = Math.min(last - 1, Math.max(0, Math.round(minute * 60 + random.uniform() * 8)));
  let price = Number.NaN;
  return parts.map((size, i) => {
    const together = i > 0 && random.uniform() < (manner.over === undefined ? 0.5 : 0.15);
    if (!together) {
      if (i > 0) second = Math.min(last, second + 1 + Math.round(step * random.uniform()));
      price = quotedPrice(market, position, instrument, Math.sign(quantity), second / 60, manner, random);
    }
    const liquidity = manner.passive === true ? "added" : "removed";
    const { tag, stop } = manner;
    return { instrument, quantity: Math.sign(quantity) * size, price, second, liquidity, order, tag, stop };
  });
}

function quotedPrice(
  market: DemoMarket,
  position: number,
  instrument: Instrument,
  side: number,
  minute: number,
  manner: OrderManner,
  random: RandomStream,
): number {
  const middle = market.middle(instrument, position, minute);
  const half = halfSpread(instrument, middle) * (0.6 + 0.8 * random.uniform());
  const price = middle + side * (manner.passive === true ? -half : half);
  if (instrument.kind === "option") return Math.max(instrument.tick, toTick(price, instrument.tick));
  const { high, low } = market.bar(instrument, position);
  return Math.max(low, Math.min(high, toTick(price, instrument.tick)));
}

function halfSpread(instrument: Instrument, price: number): number {
  if (instrument.kind === "equity") return Math.max(0.005, price * 0.00008);
  return instrument.kind === "future" ? 0.125 : Math.max(0.025, price * 0.012);
}

/** Splits a quantity as exchanges do: round lots, a few at a time, an odd lot at the end. */
function partialFills(quantity: number, { kind }: Instrument, random: RandomStream): number[] {
  const lot = kind === "equity" ? 100 : 1;
  const mostParts = kind === "equity" ? 6 : 4;
  const lots = Math.floor(quantity / lot);
  const wanted = Math.min(mostParts, lots, 1 + Math.floor(random.uniform() * (1 + Math.log2(1 + lots))));
  const parts: number[] = [];
  let left = quantity;
  for (let i = 1; i < wanted; i++) {
    const share = (left / (wanted - i + 1)) * (0.4 + 1.2 * random.uniform());
    const size = Math.max(lot, Math.min(left - lot, Math.round(share / lot) * lot));
    if (size >= left) break;
    parts.push(size);
    left -= size;
  }
  parts.push(left);
  return parts;
}
