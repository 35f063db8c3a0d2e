import type { DemoFill } from "./blotter.js";
import { csvFile, type DemoFile } from "./fills-file.js";
import { INDEX_SYMBOL, isListed } from "./futures.js";
import type { OptionInstrument } from "./instrument.js";
import type { DemoMarket } from "./market.js";
import { type Bar, toTick } from "./price-path.js";
import { STOCKS } from "./universe.js";

/** Minutes between the quotes that an option's bar is made of. */
const QUOTE_MINUTES = 15;

/** Daily bars of every instrument: stocks and futures on every session, options from their first trade to their expiry. */
export function pricesFile(fills: readonly DemoFill[], market: DemoMarket): DemoFile {
  const lines: string[] = [];
  for (let day = market.first; day < market.sessions.length; day++) {
    const session = market.sessions[day]!;
    lines.push(priceLine(INDEX_SYMBOL, session.date, session.bar, false));
    for (const { symbol } of STOCKS)
      lines.push(priceLine(symbol, session.date, market.bar(market.stock(symbol), day), true));
    for (const future of market.futures) {
      if (isListed(future, session.date))
        lines.push(priceLine(future.symbol, session.date, market.bar(future, day), true));
    }
  }
  for (const [option, traded] of optionTrades(fills)) {
    for (let day = Math.min(...traded.keys()); day < market.sessions.length; day++) {
      if (market.sessions[day]!.date > option.expiry) break;
      const bar = optionBar(option, market, day, traded.get(day) ?? []);
      lines.push(priceLine(option.symbol, market.sessions[day]!.date, bar, true));
    }
  }
  return csvFile("prices.csv", "symbol,date,open,high,low,close,volume,simulated", lines);
}

function priceLine(symbol: string, date: string, bar: Bar, simulated: boolean): string {
  return `${symbol},${date},${bar.open},${bar.high},${bar.low},${bar.close},${bar.volume},${simulated}`;
}

function optionTrades(fills: readonly DemoFill[]): Map<OptionInstrument, Map<number, DemoFill[]>> {
  const bySymbol = new Map<string, OptionInstrument>();
  const trades = new Map<OptionInstrument, Map<number, DemoFill[]>>();
  for (const fill of fills) {
    if (fill.instrument.kind !== "option") continue;
    const option = bySymbol.get(fill.instrument.symbol) ?? fill.instrument;
    bySymbol.set(option.symbol, option);
    const days = trades.get(option) ?? new Map<number, DemoFill[]>();
    trades.set(option, days);
    const ofDay = days.get(fill.day);
    if (ofDay === undefined) days.set(fill.day, [fill]);
    else ofDay.push(fill);
  }
  return trades;
}

/** A bar of quotes and of the firm's own trades, closing at the mark. */
function optionBar(option: OptionInstrument, market: DemoMarket, day: number, fills: readonly DemoFill[]): Bar {
  const close = market.mark(option, day);
  const quotes: number[] = [];
  for (let minute = 0; minute < market.sessions[day]!.minutes; minute += QUOTE_MINUTES) {
    quotes.push(Math.max(option.tick, toTick(market.middle(option, day, minute), option.tick)));
  }
  const prices = [...quotes, close, ...fills.map(({ price }) => price)];
  const traded = fills.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    open: quotes[0]!,
    high: Math.max(...prices),
    low: Math.min(...prices),
    close,
    volume: traded * 12 + 25,
  };
}
