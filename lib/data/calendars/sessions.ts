import { addDays, dayNumber, fromDayNumber, type IsoDate, RiskbookError } from "../../core/index.js";
import type { Calendar } from "./calendar.js";
import { FIRST_DAY, LAST_DAY } from "./compile.js";

/** Says whether the calendars answer for a day: those of 1990 to 2030 do. */
export function isCovered(date: IsoDate): boolean {
  const day = dayNumber(date);
  return day >= FIRST_DAY && day <= LAST_DAY;
}

/** Says whether an exchange has a session with this trade date. */
export function isSession(date: IsoDate, calendar: Calendar): boolean {
  const day = coveredDay(date, calendar);
  return calendar.sessions[positionFrom(day, calendar)] === day;
}

/**
 * The first session after a day.
 * @throws RiskbookError `CALENDAR_RANGE` where it would be after 2030
 */
export function nextSession(date: IsoDate, calendar: Calendar): IsoDate {
  return sessionAt(positionFrom(coveredDay(date, calendar) + 1, calendar), date, calendar);
}

/**
 * The last session before a day.
 * @throws RiskbookError `CALENDAR_RANGE` where it would be before 1990
 */
export function previousSession(date: IsoDate, calendar: Calendar): IsoDate {
  return sessionAt(positionFrom(coveredDay(date, calendar), calendar) - 1, date, calendar);
}

/** The trade dates from a day to a day, both included; none where `to` is before `from`. */
export function sessionsBetween(from: IsoDate, to: IsoDate, calendar: Calendar): IsoDate[] {
  const first = positionFrom(coveredDay(from, calendar), calendar);
  const end = positionFrom(coveredDay(to, calendar) + 1, calendar);
  return Array.from(calendar.sessions.subarray(first, Math.max(first, end)), fromDayNumber);
}

/** When a session opens, in milliseconds UTC; on a futures exchange that is an evening before. */
export function sessionOpen(date: IsoDate, calendar: Calendar): number {
  return calendar.opensMs[positionOf(date, calendar)]!;
}

/** When a session closes, early closes included, in milliseconds UTC. */
export function sessionClose(date: IsoDate, calendar: Calendar): number {
  return calendar.closesMs[positionOf(date, calendar)]!;
}

/**
 * The last session that has closed by a time: the day that data must have reached.
 * @param timestampMs milliseconds since 1970-01-01 UTC
 * @throws RiskbookError `CALENDAR_RANGE`
 */
export function lastClosedSession(timestampMs: number, calendar: Calendar): IsoDate {
  const today = fromDayNumber(Math.floor(timestampMs / 86_400_000));
  let position = positionFrom(coveredDay(today, calendar) + 1, calendar);
  while (position > 0 && calendar.closesMs[position - 1]! > timestampMs) position--;
  return sessionAt(position - 1, today, calendar);
}

/** Says whether a session ends before its regular close. */
export function closesEarly(date: IsoDate, calendar: Calendar): boolean {
  return calendar.closesEarly[positionOf(date, calendar)] === 1;
}

/** The error of a day or time that no calendar covers. */
export function outOfRange(what: string, calendar: Calendar): RiskbookError {
  const [first, last] = [fromDayNumber(FIRST_DAY), fromDayNumber(LAST_DAY)];
  return new RiskbookError(
    "CALENDAR_RANGE",
    `The ${calendar.name} calendar covers ${first} to ${last}; ${what} is outside. Leave it out, or use dates within.`,
  );
}

function positionOf(date: IsoDate, calendar: Calendar): number {
  const day = coveredDay(date, calendar);
  const position = positionFrom(day, calendar);
  if (calendar.sessions[position] === day) return position;
  const [before, after] = [calendar.sessions[position - 1], calendar.sessions[position]];
  const neighbours = [before, after].filter(found => found !== undefined).map(fromDayNumber);
  throw new RiskbookError(
    "NO_SESSION",
    `${calendar.name} has no session on ${date}; the nearest are ${neighbours.join(" and ")}.`,
    { details: { calendar: calendar.name, date } },
  );
}

function positionFrom(day: number, { firstFrom }: Calendar): number {
  return firstFrom[day - FIRST_DAY + 1]!;
}

function sessionAt(position: number, asked: IsoDate, calendar: Calendar): IsoDate {
  const day = calendar.sessions[position];
  if (day === undefined) throw outOfRange(`the session ${position < 0 ? "before" : "after"} ${asked}`, calendar);
  return fromDayNumber(day);
}

function coveredDay(date: IsoDate, calendar: Calendar): number {
  if (!isCovered(date)) throw outOfRange(date, calendar);
  return dayNumber(date);
}

/**
 * What a session's P&L is made in: from the close before it to its own, in milliseconds UTC. A day that is no session of the
 * calendar ends with the day of UTC, and one that the calendars do not cover begins with it too.
 */
export function sessionSpan(date: IsoDate, calendar: Calendar): { fromMs: number; toMs: number } {
  const fromMs = dayNumber(date) * 86_400_000;
  const toMs = fromMs + 86_400_000;
  if (!(isCovered(date) && isCovered(addDays(date, -30)))) return { fromMs, toMs };
  const before = sessionClose(previousSession(date, calendar), calendar);
  return { fromMs: before, toMs: isSession(date, calendar) ? sessionClose(date, calendar) : toMs };
}
