import { RiskbookError } from "../../core/index.js";
import { AROUND_THE_CLOCK } from "./around-the-clock.js";
import { CME } from "./cme.js";
import { CME_ENERGY } from "./cme-energy.js";
import { compile } from "./compile.js";
import type { Exchange } from "./exchange.js";
import { LSE } from "./lse.js";
import { NYSE } from "./nyse.js";

/** The calendars that are known: `CME` is that of equity-index futures. */
export const CALENDAR_NAMES = ["NYSE", "CME", "CME-energy", "LSE", "24/7"] as const;
export type CalendarName = (typeof CALENDAR_NAMES)[number];

/** An exchange's sessions from 1990 to 2030 in ascending order, as columns. */
export interface Calendar {
  readonly name: CalendarName;
  /** What is covered and what is not, for people. */
  readonly covers: string;
  /** IANA zone in which the exchange tells its hours. */
  readonly timeZone: string;
  /** Trade dates as days since 1970-01-01. */
  readonly sessions: Int32Array;
  /** When each session opens, closes, and passes what is traded on to the next one: milliseconds, UTC. */
  readonly opensMs: Float64Array;
  readonly closesMs: Float64Array;
  readonly rollsMs: Float64Array;
  /** 1 where the session ends before its regular close. */
  readonly closesEarly: Uint8Array;
  /** The position of the first session on or after each day, from 1989-12-31 on. */
  readonly firstFrom: Int32Array;
}

const EXCHANGES: Readonly<Record<CalendarName, Exchange>> = {
  NYSE,
  CME,
  "CME-energy": CME_ENERGY,
  LSE,
  "24/7": AROUND_THE_CLOCK,
};

/** Says whether there is a calendar of this name. */
export function isCalendarName(name: string): name is CalendarName {
  return (CALENDAR_NAMES as readonly string[]).includes(name);
}

/**
 * Works out a calendar from its exchange's rules; some milliseconds, so keep what you get.
 * @param where names in an error the place to mend, such as `riskbook.yaml`
 * @throws RiskbookError `UNKNOWN_CALENDAR`
 */
export function openCalendar(name: string, where?: string): Calendar {
  if (!isCalendarName(name)) {
    const place = where === undefined ? "There" : `${where}: there`;
    throw new RiskbookError(
      "UNKNOWN_CALENDAR",
      `${place} is no calendar "${name}"; the calendars are ${CALENDAR_NAMES.join(", ")}.`,
      { exitCode: 2, details: { calendar: name, calendars: CALENDAR_NAMES } },
    );
  }
  const exchange = EXCHANGES[name];
  return { name, covers: exchange.covers, timeZone: exchange.timeZone, ...compile(exchange) };
}
