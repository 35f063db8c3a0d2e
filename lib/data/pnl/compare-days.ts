import { fromDayNumber } from "../../core/index.js";
import { type AccountDate, type AccountDay, emptyDay } from "./account-days.js";
import type { CashDay, StatedDay } from "./stated-days.js";

/** The figures of a day that are compared, in their order. */
export const RECONCILED_FIGURES = ["gross", "fees", "net", "unrealised", "balance"] as const;
export type ReconciledFigure = (typeof RECONCILED_FIGURES)[number];

/** A figure of an account's day that we and the source tell differently. */
export interface DayDifference extends AccountDate {
  readonly figure: ReconciledFigure;
  readonly ours: number;
  readonly theirs: number;
  /** Ours − theirs, to a millionth. */
  readonly difference: number;
}

/** A day with trades or P&L that only one side knows; money by that side. */
export interface OneSidedDay extends AccountDate {
  readonly gross: number;
  readonly fees: number;
  readonly net: number;
}

/** What comparing days comes to. */
export interface DayComparison {
  /** Account-days that both sides have, and of those how many of each figure were compared. */
  days: number;
  readonly figures: Record<ReconciledFigure, number>;
  /** Figures that the source states and that are undefined by our books, as a position has no price. */
  readonly unpriced: Record<"unrealised" | "balance", number>;
  readonly differences: DayDifference[];
  readonly onlyOurs: OneSidedDay[];
  readonly onlyTheirs: OneSidedDay[];
  /** Account-days of ours before the first or after the last day that the source states of the account. */
  outside: number;
}

export function emptyComparison(): DayComparison {
  return {
    days: 0,
    figures: { gross: 0, fees: 0, net: 0, unrealised: 0, balance: 0 },
    unpriced: { unrealised: 0, balance: 0 },
    differences: [],
    onlyOurs: [],
    onlyTheirs: [],
    outside: 0,
  };
}

/** One account's days in one currency, each list oldest first. */
export interface AccountBooks {
  readonly account: string;
  readonly currency: string;
  readonly ours: readonly AccountDay[];
  readonly theirs: readonly StatedDay[];
  readonly cash: readonly CashDay[];
}

const MILLIONTHS = 1e6;

/**
 * Compares one account's days. A balance is compared as the balance that the source stated before, with the actual P&L and
 * the cash since, so that one wrong day does not repeat in all that follow. Fees agree with or without the account's
 * own fees in the table `cash`, because sources count those either way.
 * @param tolerance money: from here on two figures differ
 */
export function compareDays(books: AccountBooks, tolerance: number, into: DayComparison): void {
  const { ours, theirs } = books;
  if (theirs.length === 0) return;
  const cash = new Map(books.cash.map(day => [day.day, day]));
  const stated = new Map(theirs.map(day => [day.day, day]));
  const own = new Map(ours.map(day => [day.day, day]));
  const [first, last] = [theirs[0]!.day, theirs.at(-1)!.day];
  for (const day of ours) {
    if (stated.has(day.day) || !moves(day, tolerance)) continue;
    if (day.day < first || day.day > last) into.outside++;
    else into.onlyOurs.push(oneSided(books, day, day.gross - day.fees));
  }
  for (const day of theirs) {
    const ourDay = own.get(day.day);
    const cashFees = cash.get(day.day)?.fees ?? 0;
    // fees are taken on days without trades too
    const unexplained = Math.min(Math.abs(day.net), Math.abs(day.net + cashFees));
    if (ourDay === undefined && Math.max(Math.abs(day.gross), unexplained) >= tolerance) {
      into.onlyTheirs.push(oneSided(books, day, day.net));
      continue;
    }
    into.days++;
    compareDay(books, day, ourDay ?? emptyDay(day.day), cashFees, { tolerance, into });
  }
  compareBalances(books, { tolerance, into });
}

interface Judging {
  readonly tolerance: number;
  readonly into: DayComparison;
}

function compareDay(books: AccountBooks, theirs: StatedDay, ours: AccountDay, cashFees: number, judging: Judging) {
  const withCash = Math.abs(theirs.fees - ours.fees - cashFees) < Math.abs(theirs.fees - ours.fees);
  const fees = withCash ? ours.fees + cashFees : ours.fees;
  compare(books, theirs.day, "gross", ours.gross, theirs.gross, judging);
  compare(books, theirs.day, "fees", fees, theirs.fees, judging);
  compare(books, theirs.day, "net", ours.gross - fees, theirs.net, judging);
  if (Number.isNaN(theirs.unrealised)) return;
  if (Number.isNaN(ours.unrealised)) judging.into.unpriced.unrealised++;
  else compare(books, theirs.day, "unrealised", ours.unrealised, theirs.unrealised, judging);
}

function compareBalances(books: AccountBooks, judging: Judging): void {
  const stated = books.theirs.filter(({ balance }) => !Number.isNaN(balance));
  let [at, cash] = [0, 0];
  for (const [i, { day, balance }] of stated.entries()) {
    let change = 0;
    for (; at < books.ours.length && books.ours[at]!.day <= day; at++) change += books.ours[at]!.actual;
    for (; cash < books.cash.length && books.cash[cash]!.day <= day; cash++) change += books.cash[cash]!.amount;
    if (i === 0) continue; // the first has nothing before it to be held against
    if (Number.isNaN(change)) judging.into.unpriced.balance++;
    else compare(books, day, "balance", stated[i - 1]!.balance + change, balance, judging);
  }
}

function compare(
  { account, currency }: AccountBooks,
  day: number,
  figure: ReconciledFigure,
  ours: number,
  theirs: number,
  { tolerance, into }: Judging,
): void {
  into.figures[figure]++;
  const millionths = Math.round((ours - theirs) * MILLIONTHS);
  if (Math.abs(millionths) < Math.round(tolerance * MILLIONTHS)) return;
  const date = fromDayNumber(day);
  into.differences.push({ account, currency, date, figure, ours, theirs, difference: millionths / MILLIONTHS });
}

function moves(day: AccountDay, tolerance: number): boolean {
  return day.fills > 0 || Math.abs(day.gross) >= tolerance || Math.abs(day.fees) >= tolerance;
}

function oneSided({ account, currency }: AccountBooks, day: AccountDay | StatedDay, net: number): OneSidedDay {
  return { account, currency, date: fromDayNumber(day.day), gross: day.gross, fees: day.fees, net };
}
