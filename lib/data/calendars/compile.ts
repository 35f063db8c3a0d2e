import { dayNumber } from "../../core/index.js";
import { dayOf, isWeekend, SUNDAY, weekdayOf, yearOf } from "./days.js";
import { type ClockTime, type Exchange, type Hours, holdsIn, minutesOf, type YearlyRule } from "./exchange.js";
import { utcOf, type ZoneOffsets, zoneOffsets } from "./time-zone.js";

/** The years that the calendars' rules are kept for. */
export const FIRST_YEAR = 1990;
export const LAST_YEAR = 2030;
/** The first and last day that a calendar answers for, as day numbers. */
export const FIRST_DAY: number = dayOf(FIRST_YEAR, 1, 1);
export const LAST_DAY: number = dayOf(LAST_YEAR, 12, 31);

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The columns of a calendar; `Calendar` says what they mean. */
export interface SessionColumns {
  readonly sessions: Int32Array;
  readonly opensMs: Float64Array;
  readonly closesMs: Float64Array;
  readonly rollsMs: Float64Array;
  readonly closesEarly: Uint8Array;
  readonly firstFrom: Int32Array;
}

/** Works out every session of an exchange from its tables. */
export function compile(exchange: Exchange): SessionColumns {
  const sessions = sessionDays(exchange);
  const zone = zoneOffsets(exchange.timeZone, (FIRST_DAY - 2) * DAY_MS, (LAST_DAY + 2) * DAY_MS);
  return { sessions, ...times(exchange, sessions, zone), firstFrom: firstSessionFrom(sessions) };
}

function sessionDays(exchange: Exchange): Int32Array {
  const closed = new Set([
    ...daysOf(exchange.holidays),
    ...exchange.closures.flatMap(closure => closure.dates.map(dayNumber)),
  ]);
  const days: number[] = [];
  for (let day = FIRST_DAY; day <= LAST_DAY; day++) {
    if (closed.has(day) || (isWeekend(day) && exchange.weekends !== true)) continue;
    days.push(day);
  }
  return Int32Array.from(days);
}

function daysOf(rules: readonly YearlyRule[]): number[] {
  return rules.flatMap(rule => everyYear(rule).map(([, day]) => day));
}

/** The days of a rule in each year in which it holds. */
function everyYear<Rule extends YearlyRule>(rule: Rule): [rule: Rule, day: number][] {
  const days: [Rule, number][] = [];
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    const day = holdsIn(rule.years, year) ? rule.day(year) : undefined;
    if (day !== undefined) days.push([rule, day]);
  }
  return days;
}

function times(
  exchange: Exchange,
  sessions: Int32Array,
  zone: ZoneOffsets,
): Omit<SessionColumns, "sessions" | "firstFrom"> {
  const openings = specialTimes(exchange, "open");
  const closings = new Map(exchange.earlyCloses.flatMap(everyYear).map(([{ close }, day]) => [day, close]));
  for (const [day, close] of specialTimes(exchange, "close")) closings.set(day, close);
  const electronic = electronicDays(exchange);
  const hoursOn = hoursFinder(exchange.hours);
  const opensMs = new Float64Array(sessions.length);
  const closesMs = new Float64Array(sessions.length);
  const rollsMs = new Float64Array(sessions.length);
  const closesEarly = new Uint8Array(sessions.length);
  const at = (day: number, time: ClockTime): number => utcOf(day * DAY_MS + minutesOf(time) * MINUTE_MS, zone);
  sessions.forEach((day, i) => {
    const hours = hoursOn(day);
    const opening = openings.get(day);
    const [eve, open] = regularOpen(hours, day, sessions[i - 1] ?? FIRST_DAY - 1, electronic);
    opensMs[i] = opening === undefined ? at(eve, open) : at(day, opening);
    closesMs[i] = at(day, closings.get(day) ?? hours.close);
    rollsMs[i] = Math.max(at(day, hours.rolls), closesMs[i]!);
    closesEarly[i] = closings.has(day) ? 1 : 0;
  });
  return { opensMs, closesMs, rollsMs, closesEarly };
}

function specialTimes({ specialHours }: Exchange, side: "open" | "close"): Map<number, ClockTime> {
  const found = new Map<number, ClockTime>();
  for (const special of specialHours) {
    const time = special[side];
    if (time !== undefined) for (const date of special.dates) found.set(dayNumber(date), time);
  }
  return found;
}

function electronicDays({ holidays }: Exchange): Set<number> {
  const days = holidays
    .flatMap(everyYear)
    .filter(([{ electronicFrom }, day]) => yearOf(day) >= (electronicFrom ?? Number.POSITIVE_INFINITY));
  return new Set(days.map(([, day]) => day));
}

/** Finds the regular hours of a day. */
function hoursFinder(table: readonly Hours[]): (day: number) => Hours {
  const from = table.map(hours => dayNumber(hours.from));
  return day => table[from.findLastIndex(first => first <= day)]!;
}

/** The day and time of a regular opening: an electronic holiday before the session already belongs to it. */
function regularOpen(
  hours: Hours,
  day: number,
  previous: number,
  electronic: ReadonlySet<number>,
): [day: number, time: ClockTime] {
  if (hours.opensOnEve !== true) return [day, hours.open];
  let first = day;
  for (let earlier = day - 1; earlier > previous; earlier--) if (electronic.has(earlier)) first = earlier;
  const eve = first - 1;
  return [eve, weekdayOf(eve) === SUNDAY ? (hours.sundayOpen ?? hours.open) : hours.open];
}

function firstSessionFrom(sessions: Int32Array): Int32Array {
  const first = new Int32Array(LAST_DAY - FIRST_DAY + 3);
  let position = 0;
  for (let i = 0; i < first.length; i++) {
    while (position < sessions.length && sessions[position]! < FIRST_DAY - 1 + i) position++;
    first[i] = position;
  }
  return first;
}
