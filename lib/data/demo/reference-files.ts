import type { DemoFill } from "./blotter.js";
import { csvFile, type DemoFile } from "./fills-file.js";
import type { Instrument } from "./instrument.js";
import type { DemoMarket } from "./market.js";
import { ROSTER, type Trader } from "./roster.js";
import type { StatedDay } from "./stated-totals.js";
import { STOCKS } from "./universe.js";

export const ACCOUNTS_HEADER = "account,trader,desk,currency,capital_base,simulated";
export const DAILY_HEADER = "account,date,gross,fees,net,unrealised,balance,currency";

/** Who trades which account, with the money that its ratios are taken of. */
export function accountsFile(): DemoFile {
  return csvFile("accounts.csv", ACCOUNTS_HEADER, accountLines(ROSTER));
}

/** Traders as lines of that file. */
export function accountLines(traders: readonly Trader[]): string[] {
  return traders.map(({ account, name, desk, capital }) => `${account},${name},${desk},USD,${capital},true`);
}

/** Everything that was traded or could be. The real index is no instrument: it only has prices. */
export function instrumentsFile(fills: readonly DemoFill[], market: DemoMarket): DemoFile {
  const header = "symbol,kind,multiplier,currency,underlying,strike,expiry,option_right,sector,beta,simulated";
  const traded = new Map<string, Instrument>(STOCKS.map(({ symbol }) => [symbol, market.stock(symbol)]));
  for (const future of market.futures) traded.set(future.symbol, future);
  for (const { instrument } of fills) traded.set(instrument.symbol, instrument);
  return csvFile("instruments.csv", header, [...traded.values()].map(instrumentLine));
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
  const { symbol, kind, multiplier } = instrument;
  const start = `${symbol},${kind},${multiplier},USD`;
  if (kind === "equity") return `${start},,,,,${instrument.sector},${instrument.beta},true`;
  if (kind === "future") return `${start},${instrument.underlying},,${instrument.expiry},,,1,true`;
  const { underlying, strike, expiry, right } = instrument;
  return `${start},${underlying},${strike},${expiry},${right},,,true`;
}
