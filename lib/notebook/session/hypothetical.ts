import { type BookConfig, dayNumber, fromDayNumber, type IsoDate } from "../../core/index.js";
import { type BookPnl, isSession, openCalendar, openExposures, type Snapshot } from "../../data/index.js";
import { type CloseHistory, type HeldPosition, type HypotheticalPnl, hypotheticalPnl } from "../../risk/index.js";
import { closesUntil } from "./closes.js";
import { readInstruments } from "./instruments.js";

/** Whose positions are moved by whose history. */
export interface HypotheticalOptions {
  /** Past sessions, 500 unless given; fewer where the store has fewer. */
  readonly sessions?: number;
  /** The session at whose close the positions stood; the last of the P&L unless given. */
  readonly positionsOf?: IsoDate;
  /** The last session whose moves are taken; that of the positions unless given. */
  readonly historyTo?: IsoDate;
}

/**
 * What the positions of one evening would have gained or lost on each session of the book's calendar before it, from the
 * closes that a snapshot has; see `hypotheticalPnl` for how.
 */
export async function bookHypothetical(
  snapshot: Snapshot,
  { calendar }: Pick<BookConfig, "calendar">,
  pnl: BookPnl,
  { sessions = 500, positionsOf = pnl.dates.at(-1)!, historyTo = positionsOf }: HypotheticalOptions = {},
): Promise<HypotheticalPnl> {
  const held = await positionsAt(snapshot, pnl, positionsOf);
  const symbols = [
    ...new Set(held.flatMap(({ symbol, underlying, option }) => [symbol, underlying ?? option?.underlying ?? symbol])),
  ];
  return hypotheticalPnl(held, await historyOf(snapshot, symbols, { calendar, historyTo, sessions }));
}

async function positionsAt(snapshot: Snapshot, pnl: BookPnl, day: IsoDate): Promise<HeldPosition[]> {
  const instruments = await readInstruments(snapshot);
  return openExposures(pnl, pnl.dates.indexOf(day)).map(({ account, symbol, quantity }) => {
    const { kind, multiplier, underlying, strike, expiry, right } = instruments.get(symbol)!;
    const whole = underlying && strike && expiry && right;
    return {
      account,
      symbol,
      quantity,
      multiplier,
      kind: kind as HeldPosition["kind"],
      underlying: kind === "future" ? underlying : null,
      option: kind === "option" && whole ? { underlying, strike, expiry, right } : null,
    };
  });
}

/** The closes of the last sessions of a calendar that any of the symbols has a close on. */
async function historyOf(
  snapshot: Snapshot,
  symbols: readonly string[],
  { calendar: name, historyTo, sessions }: { calendar: string; historyTo: IsoDate; sessions: number },
): Promise<CloseHistory> {
  const marks = await closesUntil(snapshot, symbols, historyTo);
  const calendar = openCalendar(name, "riskbook.yaml");
  const days = Array.from(marks.days, fromDayNumber)
    .filter(day => isSession(day, calendar))
    .slice(-sessions - 1);
  const at = new Map(days.map((day, i) => [dayNumber(day), i]));
  return {
    days,
    closesOf(symbol) {
      const own = marks.of(symbol);
      if (own === undefined) return undefined;
      const closes = new Float64Array(days.length).fill(Number.NaN);
      own.day.forEach((day, i) => {
        const place = at.get(day);
        if (place !== undefined) closes[place] = own.close[i]!;
      });
      return closes.every(Number.isNaN) ? undefined : closes;
    },
  };
}
