export { CALENDAR_NAMES, type Calendar, type CalendarName, isCalendarName, openCalendar } from "./calendar.js";
export { clockTimes } from "./clock-times.js";
export { type DayReset, resetDays, resetTimes } from "./reset-days.js";
export { sessionDays } from "./session-days.js";
export {
  closesEarly,
  isCovered,
  isSession,
  lastClosedSession,
  nextSession,
  previousSession,
  sessionClose,
  sessionOpen,
  sessionSpan,
  sessionsBetween,
} from "./sessions.js";
export { tradeDate, tradeDates } from "./trade-dates.js";
