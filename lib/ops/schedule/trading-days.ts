import { type Calendar, isSession, openCalendar } from "../../data/index.js";
import type { TradingDays } from "./windows.js";

/**
 * Trading days by the exchanges' calendars, each worked out once.
 * @throws RiskbookError `UNKNOWN_CALENDAR` from the lookup; `CALENDAR_RANGE` from what it gives, outside 1990 to 2030
 */
export function exchangeTradingDays(): TradingDays {
  const opened = new Map<string, Calendar>();
  return name => {
    const calendar = opened.get(name) ?? openCalendar(name);
    opened.set(name, calendar);
    return date => isSession(date, calendar);
  };
}
