import { RiskbookError } from "../../core/index.js";
import { CALENDAR_NAMES, type Calendar, isCalendarName, openCalendar, sessionDays } from "../calendars/index.js";
import type { FillColumns } from "../ingest/fill-columns.js";

/** Whose sessions count where an instrument names no calendar. */
export interface SessionOptions {
  /** The firm's calendar, such as NYSE; without it the trade dates of the source stand. */
  readonly calendar?: string;
}

/**
 * Fills with the session that each belongs to as its day: by the calendar of its instrument, else by the firm's. Crypto
 * trades around the clock, and what no calendar is known for keeps its source's trade date.
 * @param calendars the calendar that each symbol's instrument names, by symbol code; blank for none
 * @throws RiskbookError `UNKNOWN_CALENDAR`
 */
export function fillsBySession(
  fills: FillColumns,
  calendars: readonly string[],
  options: SessionOptions = {},
): FillColumns {
  const names = fills.symbols.map((symbol, code) =>
    calendarOf(symbol, calendars[code] ?? "", fills.kinds[code] ?? "", options),
  );
  const day = Int32Array.from(fills.day);
  for (const name of new Set(names)) {
    if (name !== "") moveDays(fills, code => names[code] === name, openCalendar(name, "riskbook.yaml"), day);
  }
  return { ...fills, day };
}

/**
 * The calendar whose sessions count for an instrument; blank where its source's trade dates do.
 * @param named the calendar that the instrument names; blank for none
 * @throws RiskbookError `UNKNOWN_CALENDAR`
 */
export function calendarOf(symbol: string, named: string, kind: string, { calendar = "" }: SessionOptions): string {
  if (named !== "" && !isCalendarName(named)) throw unknownCalendar(symbol, named);
  if (named !== "") return named;
  return kind === "crypto" ? "" : calendar;
}

function moveDays(fills: FillColumns, isOf: (symbol: number) => boolean, calendar: Calendar, day: Int32Array): void {
  const rows = Int32Array.from(fills.symbol.keys()).filter(row => isOf(fills.symbol[row]!));
  const times = Float64Array.from(rows, row => fills.time[row]!);
  const sessions = sessionDays(
    times,
    rows.map(row => day[row]!),
    calendar,
  );
  rows.forEach((row, at) => {
    day[row] = sessions[at]!;
  });
}

function unknownCalendar(symbol: string, name: string): RiskbookError {
  return new RiskbookError(
    "UNKNOWN_CALENDAR",
    `The instrument ${symbol} names the calendar "${name}"; the calendars are ${CALENDAR_NAMES.join(", ")}. Correct it and load it with "riskbook ingest instruments FILE".`,
    { details: { symbol, calendar: name } },
  );
}
