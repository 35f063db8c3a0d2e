import { Cron } from "croner";
import { type IsoDate, messageOf, RiskbookError } from "../../core/index.js";

/** A report that may run by itself; `defineReport` makes such values. */
export interface Scheduled {
  readonly name: string;
  readonly schedule?:
    | { readonly cron: string; readonly timeZone: string; readonly calendar?: string | undefined }
    | undefined;
}

/** Says of a calendar's name which days it trades on; undefined for a calendar that is not known. */
export type TradingDays = (calendar: string) => ((date: IsoDate) => boolean) | undefined;

/** One time at which a report is to run. */
export interface ScheduleWindow {
  report: string;
  /**
   * The local time with its offset and zone as RFC 9557 writes it, `2026-11-01T01:30-04:00[America/New_York]`: the offset
   * tells the two 01:30 of an autumn day apart.
   */
  id: string;
  /** ISO 8601, UTC. */
  firesAt: string;
  /** The local date and time, `2026-11-01T01:30`. */
  local: string;
  /** For example `-04:00`. */
  offset: string;
  timeZone: string;
}

/**
 * The next windows after a moment, which is itself left out. croner's rules for days on which clocks change: a fixed time
 * that does not exist runs when the clock has jumped; one that exists twice runs once, at its first occurrence; a
 * schedule with a step or a wildcard hour leaves out what does not exist and runs in both passes of what exists twice.
 * @throws RiskbookError `BAD_SCHEDULE` for a cron expression or time zone that does not exist
 */
export function nextWindows(
  report: Scheduled,
  after: Date,
  count: number,
  tradingDays: TradingDays = () => undefined,
): ScheduleWindow[] {
  const windows: ScheduleWindow[] = [];
  for (const window of windowsAfter(report, after, tradingDays)) {
    if (windows.length === count) break;
    windows.push(window);
  }
  return windows;
}

/** The windows after `after` up to and with `until`, oldest first. */
export function windowsBetween(
  report: Scheduled,
  after: Date,
  until: Date,
  tradingDays: TradingDays = () => undefined,
): ScheduleWindow[] {
  const windows: ScheduleWindow[] = [];
  for (const window of windowsAfter(report, after, tradingDays)) {
    if (Date.parse(window.firesAt) > until.getTime()) break;
    windows.push(window);
  }
  return windows;
}

/** Closed windows in a row after which a schedule counts as one that never fires: more than four days of minutes. */
const SEARCH_LIMIT = 6_000;

function* windowsAfter(report: Scheduled, after: Date, tradingDays: TradingDays): Generator<ScheduleWindow> {
  const { schedule } = report;
  if (schedule === undefined) return;
  const trades = schedule.calendar === undefined ? undefined : tradingDays(schedule.calendar);
  const cron = cronOf(report.name, schedule);
  const format = localFormat(schedule.timeZone);
  let closed = 0;
  for (let fires = cron.nextRun(after); fires !== null && closed < SEARCH_LIMIT; fires = cron.nextRun(fires)) {
    const window = windowAt(report.name, fires, schedule.timeZone, format);
    const isOpen = trades === undefined || trades(window.local.slice(0, 10));
    if (isOpen) yield window;
    closed = isOpen ? 0 : closed + 1;
  }
}

function cronOf(name: string, schedule: NonNullable<Scheduled["schedule"]>): Cron {
  try {
    const cron = new Cron(schedule.cron, { timezone: schedule.timeZone, mode: "5-part", paused: true });
    cron.nextRun(new Date(0)); // croner looks at the zone only when it is asked
    return cron;
  } catch (error) {
    throw new RiskbookError(
      "BAD_SCHEDULE",
      `The schedule of ${name} is not one: cron "${schedule.cron}" in time zone "${schedule.timeZone}" (${messageOf(error)}). Expected five fields such as "30 7 * * 1-5" and a zone such as America/New_York.`,
      { exitCode: 2, cause: error },
    );
  }
}

function windowAt(report: string, fires: Date, timeZone: string, format: Intl.DateTimeFormat): ScheduleWindow {
  const parts = format.formatToParts(fires);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find(found => found.type === type)?.value ?? "";
  const local = `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
  const offset = part("timeZoneName").replace("GMT", "") || "+00:00";
  return { report, id: `${local}${offset}[${timeZone}]`, firesAt: fires.toISOString(), local, offset, timeZone };
}

/** Made once for many windows: it costs more than all that is done with it. */
function localFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "longOffset",
  });
}
