import type { IsoDate } from "../../core/index.js";

/** First and last year in which a rule holds; the last is left out where it still does. */
export type Years = readonly [first: number, last?: number];

/** A time of day on the exchange's own clock, `HH:MM`. */
export type ClockTime = `${number}:${number}`;

/** A day that comes every year; on a weekend it has no effect. */
export interface YearlyRule {
  readonly name: string;
  readonly years: Years;
  /** The day number in a year, or undefined where the rule does not fall in it. */
  readonly day: (year: number) => number | undefined;
  readonly source: string;
}

/** A day without a session that comes every year. */
export interface Holiday extends YearlyRule {
  /** First year in which electronic trading went on that day, for the next session. */
  readonly electronicFrom?: number;
}

/** Days without a session that came once. */
export interface Closure {
  readonly dates: readonly IsoDate[];
  readonly name: string;
  readonly source: string;
}

/** An early end of the session that comes every year. */
export interface EarlyClose extends YearlyRule {
  readonly close: ClockTime;
}

/** Sessions that once ended early or began late. */
export interface SpecialHours {
  readonly dates: readonly IsoDate[];
  readonly open?: ClockTime;
  readonly close?: ClockTime;
  readonly name: string;
  readonly source: string;
}

/** The regular session from a day on. */
export interface Hours {
  readonly from: IsoDate;
  readonly open: ClockTime;
  /** The session opens in the evening before; a Monday's at `sundayOpen`, else at `open`. */
  readonly opensOnEve?: boolean;
  readonly sundayOpen?: ClockTime;
  /** `24:00` is the end of the day. */
  readonly close: ClockTime;
  /** From this time on, what is traded belongs to the next session. */
  readonly rolls: ClockTime;
  readonly source: string;
}

/** What an exchange's sessions follow from: its own tables, with their years and sources. */
export interface Exchange {
  /** What is covered, in one sentence for people. */
  readonly covers: string;
  readonly timeZone: string;
  /** Trades on Saturdays and Sundays too. */
  readonly weekends?: boolean;
  readonly holidays: readonly Holiday[];
  readonly closures: readonly Closure[];
  readonly earlyCloses: readonly EarlyClose[];
  readonly specialHours: readonly SpecialHours[];
  /** In ascending order of `from`. */
  readonly hours: readonly Hours[];
}

/** Says whether a rule holds in a year. */
export function holdsIn([first, last = Number.POSITIVE_INFINITY]: Years, year: number): boolean {
  return year >= first && year <= last;
}

/** Minutes from midnight to a time of day. */
export function minutesOf(time: ClockTime): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
