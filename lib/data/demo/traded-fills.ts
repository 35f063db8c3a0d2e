import type { PnlFills } from "../pnl/index.js";
import { readIndexBars } from "./index-bars.js";
import { DemoMarket } from "./market.js";
import { tradeFirm } from "./trade-firm.js";

const DAY_MS = 86_400_000;
const OPEN_MS = 9.5 * 3_600_000;

/** The demo firm's fills without their files, as typed arrays; times are New York's clock taken as UTC. For tests. */
export function tradedFills(seed: string): { fills: PnlFills; sessions: string[] } {
  const market = new DemoMarket(readIndexBars(), seed);
  const traded = tradeFirm(market, seed);
  const accounts = [...new Set(traded.map(({ account }) => account))].sort();
  const instruments = new Map(traded.map(({ instrument }) => [instrument.symbol, instrument]));
  const symbols = [...instruments.keys()];
  const accountCode = new Map(accounts.map((name, code) => [name, code]));
  const symbolCode = new Map(symbols.map((name, code) => [name, code]));
  const days = Int32Array.from(traded, ({ day }) => market.sessions[day]!.day);
  const fills: PnlFills = {
    n: traded.length,
    accounts,
    symbols,
    multipliers: Float64Array.from(instruments.values(), ({ multiplier }) => multiplier),
    account: Int32Array.from(traded, ({ account }) => accountCode.get(account)!),
    symbol: Int32Array.from(traded, ({ instrument }) => symbolCode.get(instrument.symbol)!),
    time: Float64Array.from(traded, ({ second }, i) => days[i]! * DAY_MS + OPEN_MS + second * 1000),
    day: days,
    sign: Int8Array.from(traded, ({ side }) => (side === "B" ? 1 : -1)),
    quantity: Float64Array.from(traded, ({ quantity }) => quantity),
    price: Float64Array.from(traded, ({ price }) => price),
    fees: Float64Array.from(traded, ({ totalFees }) => totalFees),
    startPosition: new Float64Array(traded.length).fill(Number.NaN),
    line: Float64Array.from(traded, (_, i) => i + 2),
  };
  return { fills, sessions: market.sessions.slice(market.first).map(({ date }) => date) };
}
