import { fromDayNumber } from "../../core/index.js";

const DAY_MS = 86_400_000;

/** Days of the week as `Date` numbers them. */
export const SUNDAY = 0;
export const MONDAY = 1;
export const TUESDAY = 2;
export const WEDNESDAY = 3;
export const THURSDAY = 4;
export const FRIDAY = 5;
export const SATURDAY = 6;

/** The day number (days since 1970-01-01) of a day of a year; months count from 1. */
export function dayOf(year: number, month: number, date: number): number {
  return Date.UTC(year, month - 1, date) / DAY_MS;
}

/** The day of the week of a day number; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + THURSDAY) % 7) + 7) % 7;
}

/** Says whether a day is a Saturday or a Sunday. */
export function isWeekend(day: number): boolean {
  const weekday = weekdayOf(day);
  return weekday === SATURDAY || weekday === SUNDAY;
}

/** The year of a day number. */
export function yearOf(day: number): number {
  return Number(fromDayNumber(day).slice(0, 4));
}

/** The first, second, … (`n` from 1) Monday, Tuesday, … of a month. */
export function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  const first = dayOf(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1);
}

/** The last Monday, Tuesday, … of a month. */
export function lastWeekday(year: number, month: number, weekday: number): number {
  const last = dayOf(year, month + 1, 0);
  return last - ((weekdayOf(last) - weekday + 7) % 7);
}

/** A day where it falls on one of these days of the week, else undefined. */
export function onlyOn(weekdays: readonly number[], day: number): number | undefined {
  return weekdays.includes(weekdayOf(day)) ? day : undefined;
}

/** Easter Sunday of the Gregorian calendar. Source: J. Meeus, Astronomical Algorithms, 2nd ed., chapter 8. */
export function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const leapCenturies = Math.floor(century / 4);
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leapCenturies - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  return dayOf(year, 3, 22) + epact + toSunday - 7 * late;
}

/** A day that is kept on Friday when it falls on a Saturday, and on Monday when it falls on a Sunday. */
export function nearestWeekday(day: number): number {
  if (weekdayOf(day) === SATURDAY) return day - 1;
  return weekdayOf(day) === SUNDAY ? day + 1 : day;
}

/** A day that is kept on Monday when it falls on a Sunday, and not at all when it falls on a Saturday. */
export function mondayIfSunday(day: number): number {
  return weekdayOf(day) === SUNDAY ? day + 1 : day;
}

/** A day that is kept on Monday when it falls on a weekend. */
export function mondayIfWeekend(day: number): number {
  return weekdayOf(day) === SATURDAY ? day + 2 : mondayIfSunday(day);
}

/** A day, or the Friday before it when it falls on a weekend. */
export function fridayIfWeekend(day: number): number {
  if (weekdayOf(day) === SATURDAY) return day - 1;
  return weekdayOf(day) === SUNDAY ? day - 2 : day;
}
