import {
  dayOf,
  easterSunday,
  fridayIfWeekend,
  isWeekend,
  lastWeekday,
  MONDAY,
  mondayIfWeekend,
  nthWeekday,
} from "./days.js";
import type { Exchange } from "./exchange.js";

const BANK_HOLIDAYS = "Banking and Financial Dealings Act 1971; gov.uk/bank-holidays";
const PROCLAMATION = "royal proclamation under the Banking and Financial Dealings Act 1971";
const HALF_DAYS = "London Stock Exchange, Christmas and New Year arrangements, such as those of 2007";

/** Years whose early May holiday was the anniversary of VE Day, 8 May, instead. */
const VE_DAY_YEARS = [1995, 2020];
/** Years whose spring holiday moved to June for a jubilee. */
const JUBILEE_YEARS = [2002, 2012, 2022];

/** 25 or 26 December; one on a weekend is kept two days later, because the other one stands between. */
function christmas(date: 25 | 26): (year: number) => number {
  return year => {
    const day = dayOf(year, 12, date);
    return isWeekend(day) ? day + 2 : day;
  };
}

/** The London Stock Exchange. */
export const LSE: Exchange = {
  covers:
    "sessions of the equity market; half days by the later rule before 2000 too; not the auctions before the open and after the close",
  timeZone: "Europe/London",
  holidays: [
    { name: "New Year's Day", years: [1990], day: y => mondayIfWeekend(dayOf(y, 1, 1)), source: BANK_HOLIDAYS },
    { name: "Good Friday", years: [1990], day: y => easterSunday(y) - 2, source: BANK_HOLIDAYS },
    { name: "Easter Monday", years: [1990], day: y => easterSunday(y) + 1, source: BANK_HOLIDAYS },
    {
      name: "early May bank holiday",
      years: [1990],
      day: y => (VE_DAY_YEARS.includes(y) ? dayOf(y, 5, 8) : nthWeekday(y, 5, MONDAY, 1)),
      source: `${BANK_HOLIDAYS}; 1995 and 2020 by proclamation`,
    },
    {
      name: "spring bank holiday",
      years: [1990],
      day: y => (JUBILEE_YEARS.includes(y) ? undefined : lastWeekday(y, 5, MONDAY)),
      source: BANK_HOLIDAYS,
    },
    { name: "summer bank holiday", years: [1990], day: y => lastWeekday(y, 8, MONDAY), source: BANK_HOLIDAYS },
    { name: "Christmas", years: [1990], day: christmas(25), source: BANK_HOLIDAYS },
    { name: "Boxing Day", years: [1990], day: christmas(26), source: BANK_HOLIDAYS },
  ],
  closures: [
    { dates: ["1999-12-31"], name: "eve of the millennium", source: PROCLAMATION },
    { dates: ["2002-06-03", "2002-06-04"], name: "Golden Jubilee and the spring holiday", source: PROCLAMATION },
    { dates: ["2011-04-29"], name: "wedding of Prince William", source: PROCLAMATION },
    { dates: ["2012-06-04", "2012-06-05"], name: "the spring holiday and Diamond Jubilee", source: PROCLAMATION },
    { dates: ["2022-06-02", "2022-06-03"], name: "the spring holiday and Platinum Jubilee", source: PROCLAMATION },
    { dates: ["2022-09-19"], name: "funeral of Queen Elizabeth II", source: PROCLAMATION },
    { dates: ["2023-05-08"], name: "coronation of King Charles III", source: PROCLAMATION },
  ],
  earlyCloses: [
    {
      name: "24 December, or the Friday before",
      years: [1990],
      day: y => fridayIfWeekend(dayOf(y, 12, 24)),
      close: "12:30",
      source: HALF_DAYS,
    },
    {
      name: "31 December, or the Friday before",
      years: [1990],
      day: y => fridayIfWeekend(dayOf(y, 12, 31)),
      close: "12:30",
      source: HALF_DAYS,
    },
  ],
  specialHours: [],
  hours: [
    { from: "1990-01-01", open: "08:30", close: "16:30", rolls: "24:00", source: "SEAQ mandatory quote period" },
    { from: "1998-07-20", open: "09:00", close: "16:30", rolls: "24:00", source: "London Stock Exchange, July 1998" },
    {
      from: "1999-09-20",
      open: "08:00",
      close: "16:30",
      rolls: "24:00",
      source: "London Stock Exchange, announced 1999-03-09",
    },
  ],
};
