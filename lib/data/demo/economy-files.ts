import { addDays, type IsoDate, type RandomStream, randomStream } from "../../core/index.js";
import { csvFile, type DemoFile } from "./fills-file.js";
import type { DemoMarket } from "./market.js";

/** A made-up exchange rate: no day of it is any real market's. */
interface RateSpecification {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly start: number;
  /** Annualised. */
  readonly volatility: number;
  readonly places: number;
}

const RATES: readonly RateSpecification[] = [
  { symbol: "EURUSD", base: "EUR", quote: "USD", start: 1.2, volatility: 0.06, places: 5 },
  { symbol: "GBPUSD", base: "GBP", quote: "USD", start: 1.35, volatility: 0.08, places: 5 },
  { symbol: "USDJPY", base: "USD", quote: "JPY", start: 108, volatility: 0.07, places: 3 },
];

/** The instruments whose rates are in {@link fxFile}, as lines of `instruments.csv`: they mark the rates as simulated. */
export function currencyPairs(): string[] {
  return RATES.map(
    ({ symbol, base, quote, places }) =>
      `${symbol},fx,1,${quote},,,,,,,true,${base} in ${quote} (simulated),${(10 ** -places).toFixed(places)},24/7`,
  );
}

/** Exchange rates at every close, simulated. The firm trades in dollars only: they are there for who asks in another currency. */
export function fxFile(market: DemoMarket, seed: string): DemoFile {
  const lines = RATES.flatMap(({ symbol, base, quote, start, volatility, places }) => {
    const random = randomStream(`${seed}/fx/${symbol}`);
    let rate = start;
    return market.sessions.slice(market.first).map(({ date }) => {
      rate *= Math.exp((volatility / Math.sqrt(252)) * random.normal());
      return `${base},${quote},${date},${rate.toFixed(places)}`;
    });
  });
  return csvFile("fx.csv", "base,quote,date,rate", lines);
}

const SIMULATED_PERCENT = "percent (simulated)";

/** Economic indicators, simulated, each with the day on which it was published; consumer prices are revised a month later. */
export function indicatorsFile(market: DemoMarket, seed: string): DemoFile {
  const random = randomStream(`${seed}/indicators`);
  const lines = [...impliedVolatility(market), ...policyRate(market), ...consumerPrices(market, random)];
  return csvFile("indicators.csv", "indicator,date,released,value,unit", lines);
}

/** Known at the close that it tells of. */
function impliedVolatility(market: DemoMarket): string[] {
  return market.sessions
    .slice(market.first)
    .map(
      ({ date }, i) =>
        `SIM-VIX,${date},${date},${(100 * market.implied[market.first + i]!).toFixed(2)},volatility points (simulated)`,
    );
}

/** Raised by a quarter point while the market is calm, cut by a half after a month of fear; decided every 30 sessions. */
function policyRate({ sessions, first, implied }: DemoMarket): string[] {
  const lines: string[] = [];
  let rate = 1.75;
  for (let day = first; day < sessions.length; day += 30) {
    const month = implied.subarray(day - 20, day);
    const fear = month.reduce((sum, level) => sum + level, 0) / month.length;
    if (day > first) rate = Math.max(0.25, rate + (fear < 0.14 ? 0.25 : fear > 0.25 ? -0.5 : 0));
    const { date } = sessions[day]!;
    lines.push(`SIM-POLICY-RATE,${date},${date},${rate.toFixed(2)},${SIMULATED_PERCENT}`);
  }
  return lines;
}

/** The year's inflation by month: published on the 13th of the next month, revised a month after that. */
function consumerPrices({ sessions, first }: DemoMarket, random: RandomStream): string[] {
  const last = sessions.at(-1)!.date;
  const months = [...new Set(sessions.slice(first).map(({ date }) => date.slice(0, 7)))];
  let inflation = 2.2;
  return months.flatMap(month => {
    inflation = 2 + 0.85 * (inflation - 2) + 0.18 * random.normal();
    const published = monthLater(month, 1);
    const revised = monthLater(month, 2);
    const said = [
      [published, inflation + 0.1 * random.normal()],
      [revised, inflation],
    ] as const;
    return said
      .filter(([released]) => released <= last)
      .map(([released, value]) => `SIM-CPI,${month}-01,${released},${value.toFixed(1)},${SIMULATED_PERCENT}`);
  });
}

function monthLater(month: string, months: number): IsoDate {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const later = 12 * year + number - 1 + months;
  return addDays(`${Math.floor(later / 12)}-${String((later % 12) + 1).padStart(2, "0")}-01`, 12);
}
