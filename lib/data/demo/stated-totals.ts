import type { DemoFill } from "./blotter.js";
import type { Instrument } from "./instrument.js";
import type { DemoMarket } from "./market.js";
import { ROSTER, type Trader } from "./roster.js";

/** What the broker states for one account and session, in dollars. */
export interface StatedDay {
  readonly account: string;
  /** Index into the market's sessions. */
  readonly day: number;
  /** Realised before fees. */
  readonly gross: number;
  readonly fees: number;
  /** Open P&L at the close. */
  readonly unrealised: number;
  /** Capital and all P&L so far, at the close. */
  readonly balance: number;
  /** What is open at the close, in the order of its first fill. */
  readonly holdings: readonly StatedHolding[];
}

/** An open position as the broker states it. */
export interface StatedHolding extends Readonly<Holding> {
  readonly mark: number;
}

interface Holding {
  readonly instrument: Instrument;
  /** Negative when short. */
  quantity: number;
  averagePrice: number;
}

/**
 * The broker's own books: an average price per holding, moved by each fill. Written apart from the library's P&L on
 * purpose, so that reconciling the two proves something.
 * @param fills in the order of their times
 */
export function stateTotals(
  fills: readonly DemoFill[],
  market: DemoMarket,
  traders: readonly Trader[] = ROSTER,
): StatedDay[] {
  const byAccount = Map.groupBy(fills, ({ account }) => account);
  return traders.flatMap(({ account, capital, since }) => {
    const own = byAccount.get(account) ?? [];
    const first = since === undefined ? market.first : market.sessions.findIndex(session => session.date >= since);
    return accountDays(account, capital, own, market, first);
  });
}

function accountDays(
  account: string,
  capital: number,
  fills: readonly DemoFill[],
  market: DemoMarket,
  first: number,
): StatedDay[] {
  const holdings = new Map<string, Holding>();
  const days: StatedDay[] = [];
  let next = 0;
  let cash = capital;
  for (let day = first; day < market.sessions.length; day++) {
    let gross = 0;
    let fees = 0;
    for (; next < fills.length && fills[next]!.day === day; next++) {
      gross += applyFill(holdings, fills[next]!);
      fees += fills[next]!.totalFees;
    }
    cash += gross - fees;
    let unrealised = 0;
    const stated: StatedHolding[] = [];
    for (const { instrument, quantity, averagePrice } of holdings.values()) {
      const mark = market.mark(instrument, day);
      unrealised += (mark - averagePrice) * quantity * instrument.multiplier;
      stated.push({ instrument, quantity, averagePrice, mark });
    }
    days.push({ account, day, gross, fees, unrealised, balance: cash + unrealised, holdings: stated });
  }
  return days;
}

/** Moves a holding by one fill and returns what it realised. */
function applyFill(holdings: Map<string, Holding>, { instrument, side, quantity, price }: DemoFill): number {
  const signed = side === "B" ? quantity : -quantity;
  const holding = holdings.get(instrument.symbol) ?? { instrument, quantity: 0, averagePrice: 0 };
  holdings.set(instrument.symbol, holding);
  const closing =
    Math.sign(signed) === -Math.sign(holding.quantity) ? Math.min(quantity, Math.abs(holding.quantity)) : 0;
  const opening = quantity - closing;
  const gained = closing * Math.sign(holding.quantity) * (price - holding.averagePrice) * instrument.multiplier;
  holding.quantity += signed;
  if (holding.quantity === 0) holdings.delete(instrument.symbol);
  else if (opening > 0) {
    const before = Math.abs(holding.quantity) - opening;
    holding.averagePrice = (holding.averagePrice * before + price * opening) / (before + opening);
  }
  return gained;
}
