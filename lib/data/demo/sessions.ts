import { dayNumber, type IsoDate } from "../../core/index.js";
import type { IndexBar } from "./index-bars.js";

/** Minutes of a full session, 09:30 to 16:00 in New York. */
export const FULL_SESSION = 390;
const HALF_SESSION = 210;
const OPEN_SECOND = 9.5 * 3600;

/** NYSE sessions that ended at 13:00 within the demo's years. */
const HALF_DAYS: ReadonlySet<IsoDate> = new Set([
  "2018-07-03",
  "2018-11-23",
  "2018-12-24",
  "2019-07-03",
  "2019-11-29",
  "2019-12-24",
]);

/** The demo's first session; its last is the last of the index bars. */
export const FIRST_SESSION: IsoDate = "2018-04-18";

/** Sessions before the first, simulated so that traders have a past to look at. */
const WARM_UP = 130;

/** One trading day. */
export interface Session {
  readonly date: IsoDate;
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Minutes from the open to the close. */
  readonly minutes: number;
  readonly bar: IndexBar;
}

/** The warm-up and the demo's sessions, and where the demo begins among them. */
export function demoSessions(bars: readonly IndexBar[]): { sessions: Session[]; first: number } {
  const begin = bars.findIndex(bar => bar.date === FIRST_SESSION);
  const sessions = bars.slice(begin - WARM_UP).map(bar => ({
    date: bar.date,
    day: dayNumber(bar.date),
    minutes: HALF_DAYS.has(bar.date) ? HALF_SESSION : FULL_SESSION,
    bar,
  }));
  return { sessions, first: WARM_UP };
}

/** A moment of a session as PropReports writes it: `MM/DD/YYYY HH:MM:SS`, New York time. */
export function localTime(date: IsoDate, secondsAfterOpen: number): string {
  const seconds = OPEN_SECOND + secondsAfterOpen;
  const two = (value: number): string => String(value).padStart(2, "0");
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
  return `${date.slice(5, 7)}/${date.slice(8, 10)}/${date.slice(0, 4)} ${clock}`;
}
