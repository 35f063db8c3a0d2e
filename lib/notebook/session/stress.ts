import { dayNumber, type IsoDate } from "../../core/index.js";
import { type BookPnl, type Marks, type OpenExposure, openExposures, type Snapshot } from "../../data/index.js";
import {
  type OwnPrices,
  relativeVolatility,
  runScenarios,
  type Scenario,
  type ScenarioResult,
  type StressMarket,
  type StressPosition,
  withOwnPrices,
} from "../../risk/index.js";
import { type Account, readAccounts } from "./accounts.js";
import { closesUntil } from "./closes.js";
import { type Instrument, readInstruments } from "./instruments.js";

/** What is open at a close, with all that scenarios need of it. */
export interface StressBook {
  readonly asOf: IsoDate;
  readonly positions: readonly StressPosition[];
  readonly market: StressMarket;
  /** Closes of the positions, of what they are derived from, and of the market index. */
  readonly closes: Marks;
}

/** A book in its scenarios, the worst first, with whose own prices counted. */
export interface StressRun {
  readonly book: StressBook;
  readonly results: readonly ScenarioResult[];
  /** By a scenario's name. */
  readonly ownPrices: ReadonlyMap<string, OwnPrices>;
}

/** What a stress is run with. */
export interface StressOptions {
  /** Continuous and annual, that options are priced with; 0 unless given. */
  readonly rate?: number;
  readonly dividend?: number;
  /** Index into the P&L's sessions; the last unless given. */
  readonly day?: number;
}

/** The positions of a P&L at the close of one session, with their instruments and prices up to that day. */
export async function readStressBook(
  snapshot: Snapshot,
  pnl: BookPnl,
  { rate = 0, dividend = 0, day = pnl.dates.length - 1 }: StressOptions = {},
): Promise<StressBook> {
  const asOf = pnl.dates[day]!;
  const instruments = await readInstruments(snapshot);
  const accounts = new Map((await readAccounts(snapshot)).map(account => [account.account, account]));
  const open = openExposures(pnl, day);
  const [index] = [...instruments.values()].filter(({ kind, beta }) => kind === "index" && (beta ?? 1) === 1);
  const symbols = new Set(open.flatMap(({ symbol }) => [symbol, instruments.get(symbol)?.underlying ?? symbol]));
  if (index !== undefined) symbols.add(index.symbol);
  const closes = await closesUntil(snapshot, [...symbols], asOf);
  const positions = open.map(row =>
    positionOf(row, { instruments, account: accounts.get(row.account), closes, index: index?.symbol ?? null, asOf }),
  );
  return { asOf, positions, market: { rate, dividend }, closes };
}

/** Works scenarios out on a book; those that happened take the symbols' own prices where the store has them. */
export function stressBook(book: StressBook, scenarios: readonly Scenario[]): StressRun {
  const symbols = book.positions.flatMap(({ symbol, option }) => (option === null ? [symbol] : [option.underlying]));
  const own = scenarios.map(scenario => withOwnPrices(scenario, symbols, book.closes));
  const results = runScenarios(
    book.positions,
    own.map(({ scenario }) => scenario),
    book.market,
  );
  return { book, results, ownPrices: new Map(own.map(found => [found.scenario.name, found])) };
}

interface Surroundings {
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly account: Account | undefined;
  readonly closes: Marks;
  readonly index: string | null;
  readonly asOf: IsoDate;
}

function positionOf(
  { account, symbol, quantity, mark, exposure }: OpenExposure,
  { instruments, account: owner, closes, index, asOf }: Surroundings,
): StressPosition {
  const own = instruments.get(symbol);
  const isOption = own?.kind === "option";
  const underlying = isOption ? (own.underlying ?? symbol) : symbol;
  const moved = isOption ? instruments.get(underlying) : own;
  // A future lives too short to have a volatility of its own.
  const followed = own?.underlying ?? symbol;
  const today = dayNumber(asOf);
  return {
    account,
    trader: owner?.trader ?? account,
    desk: owner?.desk || "no desk",
    symbol,
    kind: own?.kind ?? "equity",
    underlying: own?.underlying
      ? { symbol: own.underlying, kind: instruments.get(own.underlying)?.kind ?? "equity" }
      : null,
    sector: moved?.sector ?? null,
    units: quantity * (own?.multiplier ?? 1),
    marketValue: exposure,
    beta: moved?.beta ?? null,
    relativeVolatility: index === null ? null : relativeVolatility(closes.of(followed), closes.of(index), today),
    option: isOption ? termsOf(own, instruments.get(underlying), mark, closes, today) : null,
  };
}

function termsOf(
  { right, underlying, symbol, strike, expiry }: Instrument,
  base: Instrument | undefined,
  mark: number,
  closes: Marks,
  today: number,
): StressPosition["option"] {
  const marks = closes.of(underlying ?? symbol);
  const at = marks?.day.indexOf(today) ?? -1;
  return {
    right: right ?? "call",
    underlying: underlying ?? symbol,
    onFuture: base?.kind === "future",
    strike: strike ?? Number.NaN,
    years: expiry === null ? Number.NaN : (dayNumber(expiry) - today) / 365,
    spot: at < 0 ? null : marks!.close[at]!,
    mark,
  };
}
