import { openCalendar, sessionOpen } from "../calendars/index.js";
import type { DemoFill } from "./blotter.js";
import { csvFile, type DemoFile } from "./fills-file.js";
import { futureBasis } from "./futures.js";
import type { FutureInstrument, StockInstrument } from "./instrument.js";
import type { DemoMarket } from "./market.js";
import { type Bar, barOf } from "./price-path.js";

/** Symbols that have minute bars, beside the front future. */
const SYMBOLS = ["ZARQ", "ZBIT", "ZCOR", "ZELO", "ZFIN"] as const;
/** Sessions at the demo's end that have minute bars. */
const SESSIONS = 10;
const MINUTE_MS = 60_000;

/** Minute bars of the last sessions: they make up the daily bars exactly, and every fill lies within its minute's. */
export function barsFile(fills: readonly DemoFill[], market: DemoMarket): DemoFile {
  const from = market.sessions.length - SESSIONS;
  const instruments = [...SYMBOLS.map(symbol => market.stock(symbol)), market.frontFuture(from)];
  const recent = Map.groupBy(
    fills.filter(({ day }) => day >= from),
    ({ instrument, day }) => `${instrument.symbol}/${day}`,
  );
  const calendar = openCalendar("NYSE");
  const lines: string[] = [];
  for (const instrument of instruments) {
    for (let day = from; day < market.sessions.length; day++) {
      const open = sessionOpen(market.sessions[day]!.date, calendar);
      const own = recent.get(`${instrument.symbol}/${day}`) ?? [];
      minuteBars(instrument, own, market, day).forEach((bar, minute) => {
        const time = new Date(open + minute * MINUTE_MS).toISOString().slice(0, 19);
        const prices = `${bar.open},${bar.high},${bar.low},${bar.close}`;
        lines.push(`${instrument.symbol},${time}Z,${prices},${bar.volume},true`);
      });
    }
  }
  return csvFile("bars.csv", "symbol,time,open,high,low,close,volume,simulated", lines);
}

/** A session's minutes along the path that its daily bar was made of, widened to the firm's own fills. */
function minuteBars(
  instrument: StockInstrument | FutureInstrument,
  fills: readonly DemoFill[],
  market: DemoMarket,
  day: number,
): Bar[] {
  const points = pathOf(instrument, market, day);
  const volumes = volumesOf(market.bar(instrument, day).volume, points.length - 1);
  const bars = volumes.map((volume, minute) => barOf(points.subarray(minute, minute + 2), instrument.tick, volume));
  for (const { second, price } of fills) {
    const minute = Math.min(bars.length - 1, Math.floor(second / 60));
    const bar = bars[minute]!;
    bars[minute] = { ...bar, high: Math.max(bar.high, price), low: Math.min(bar.low, price) };
  }
  return bars;
}

function pathOf(instrument: StockInstrument | FutureInstrument, market: DemoMarket, day: number): Float64Array {
  if (instrument.kind === "equity") return market.stocks.get(instrument.symbol)!.path.session(day);
  const basis = futureBasis(instrument, market.sessions[day]!);
  return market.index.session(day).map(point => point * basis);
}

/** The day's volume by minute: twice as busy at open and close as at noon, and whole shares that add up to the day's. */
function volumesOf(total: number, minutes: number): number[] {
  const weights = Array.from({ length: minutes }, (_, minute) => 1 + ((2 * (minute + 0.5)) / minutes - 1) ** 2);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let passed = 0;
  let given = 0;
  return weights.map(weight => {
    passed += weight;
    const volume = Math.round((total * passed) / sum) - given;
    given += volume;
    return volume;
  });
}
