import { addDays, dayNumber, type IsoDate } from "../../core/index.js";
import type { FutureInstrument } from "./instrument.js";
import { type Bar, barOf, type PricePath } from "./price-path.js";
import type { Session } from "./sessions.js";

/** The symbol under which the real index level stands among the prices. */
export const INDEX_SYMBOL = "SPX";
/** Root of the demo's index future; its contracts are named as an exchange would: root, month letter, year. */
export const FUTURE_ROOT = "XIF";
const FUTURE_MULTIPLIER = 50;
const FUTURE_TICK = 0.25;

const MONTH_LETTERS: Readonly<Record<number, string>> = { 3: "H", 6: "M", 9: "U", 12: "Z" };
/** Days before expiry on which traders move to the next contract. */
const ROLL_DAYS = 8;
/** Days before expiry from which a contract has prices. */
const LISTED_DAYS = 125;
/** What a contract gains over the index per year of its term. */
const CARRY = 0.004;

/** The third Friday of a month. */
export function thirdFriday(year: number, month: number): IsoDate {
  const first = dayNumber(`${year}-${String(month).padStart(2, "0")}-01`);
  const weekday = (first + 4) % 7; // 1970-01-01 was a Thursday: 0 is Sunday
  return addDays("1970-01-01", first + ((5 - weekday + 7) % 7) + 14);
}

/** The quarterly contracts that are alive within some sessions, by expiry. */
export function quarterlyContracts(sessions: readonly Session[]): FutureInstrument[] {
  const from = sessions[0]!.date;
  const until = addDays(sessions.at(-1)!.date, LISTED_DAYS);
  const contracts: FutureInstrument[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(until.slice(0, 4)); year++) {
    for (const month of [3, 6, 9, 12]) {
      const expiry = thirdFriday(year, month);
      if (expiry < from || expiry > until) continue;
      contracts.push({
        kind: "future",
        symbol: `${FUTURE_ROOT}${MONTH_LETTERS[month]}${year % 100}`,
        multiplier: FUTURE_MULTIPLIER,
        tick: FUTURE_TICK,
        underlying: INDEX_SYMBOL,
        expiry,
      });
    }
  }
  return contracts;
}

/** The contract that most trade on a date. */
export function frontContract(contracts: readonly FutureInstrument[], date: IsoDate): FutureInstrument {
  return contracts.find(({ expiry }) => addDays(expiry, -ROLL_DAYS) > date)!;
}

/** Says whether a contract has prices on a date. */
export function isListed({ expiry }: FutureInstrument, date: IsoDate): boolean {
  return date <= expiry && addDays(expiry, -LISTED_DAYS) <= date;
}

/** What a contract stands at, as a multiple of the index. */
export function futureBasis({ expiry }: FutureInstrument, session: Session): number {
  return 1 + (CARRY * (dayNumber(expiry) - session.day)) / 365;
}

/** A contract's bar of one session. */
export function futureBar(contract: FutureInstrument, session: Session, position: number, index: PricePath): Bar {
  const basis = futureBasis(contract, session);
  const points = index.session(position).map(point => point * basis);
  return barOf(points, FUTURE_TICK, Math.round(session.bar.volume / 3000));
}
