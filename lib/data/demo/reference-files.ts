import type { DemoFill } from "./blotter.js";
import { currencyPairs } from "./economy-files.js";
import { csvFile, type DemoFile } from "./fills-file.js";
import { INDEX_SYMBOL } from "./futures.js";
import type { Instrument } from "./instrument.js";
import type { DemoMarket } from "./market.js";
import { ROSTER, type Trader } from "./roster.js";
import type { StatedDay } from "./stated-totals.js";
import { STOCKS } from "./universe.js";

export const ACCOUNTS_HEADER = "account,trader,desk,currency,capital_base,simulated";
export const DAILY_HEADER = "account,date,gross,fees,net,unrealised,balance,currency";

const NAMES: ReadonlyMap<string, string> = new Map(STOCKS.map(({ symbol, name }) => [symbol, name]));

const INSTRUMENTS_HEADER =
  "symbol,kind,multiplier,currency,underlying,strike,expiry,option_right,sector,beta,simulated,name,tick,calendar";

/** Who trades which account, with the money that its ratios are taken of. */
export function accountsFile(): DemoFile {
  return csvFile("accounts.csv", ACCOUNTS_HEADER, accountLines(ROSTER));
}

/** Traders as lines of that file. */
export function accountLines(traders: readonly Trader[]): string[] {
  return traders.map(({ account, name, desk, capital }) => `${account},${name},${desk},USD,${capital},true`);
}

/** Everything that was traded or could be, the currency pairs, and the index, which alone is real. */
export function instrumentsFile(fills: readonly DemoFill[], market: DemoMarket): DemoFile {
  const traded = new Map<string, Instrument>(STOCKS.map(({ symbol }) => [symbol, market.stock(symbol)]));
  for (const future of market.futures) traded.set(future.symbol, future);
  for (const { instrument } of fills) traded.set(instrument.symbol, instrument);
  const index = `${INDEX_SYMBOL},index,1,USD,,,,,,1,false,S&P 500,0.01,NYSE`;
  const lines = [index, ...[...traded.values()].map(instrumentLine), ...currencyPairs()];
  return csvFile("instruments.csv", INSTRUMENTS_HEADER, lines);
}

/** What the broker states for every account and session, from its own books. */
export function dailyFile(days: readonly StatedDay[], market: DemoMarket): DemoFile {
  return csvFile("daily.csv", DAILY_HEADER, dailyLines(days, market));
}

/** Stated days as lines of that file. */
export function dailyLines(days: readonly StatedDay[], market: DemoMarket): string[] {
  return days.map(({ account, day, gross, fees, unrealised, balance }) => {
    const money = [gross, fees, gross - fees, unrealised, balance].map(amount => (amount + 0).toFixed(4));
    return `${account},${market.sessions[day]!.date},${money.join(",")},USD`;
  });
}

function instrumentLine(instrument: Instrument): string {
  const { symbol, kind, multiplier, tick } = instrument;
  const start = `${symbol},${kind},${multiplier},USD`;
  if (kind === "equity") {
    return `${start},,,,,${instrument.sector},${instrument.beta},true,${NAMES.get(symbol)},${tick},NYSE`;
  }
  const { underlying, expiry } = instrument;
  if (kind === "future") return `${start},${underlying},,${expiry},,,1,true,${underlying} future ${expiry},${tick},CME`;
  const { strike, right } = instrument;
  return `${start},${underlying},${strike},${expiry},${right},,,true,${underlying} ${expiry} ${strike} ${right},${tick},`;
}
