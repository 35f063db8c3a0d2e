import { dayOf, FRIDAY, MONDAY, onlyOn, THURSDAY, TUESDAY } from "./days.js";
import type { EarlyClose, Exchange } from "./exchange.js";
import { dayAfterThanksgiving, US_HOLIDAYS } from "./us-holidays.js";

const CLOSINGS = "NYSE, Special Closings since 1885";
const HOURS = "NYSE, Holidays & Trading Hours";

function christmasEve(year: number): number {
  return dayOf(year, 12, 24);
}

/** The half days that come by rule. One on a weekend, or on the Friday that is kept as the holiday itself, is none. */
export const NYSE_EARLY_CLOSES: readonly EarlyClose[] = [
  { name: "Christmas Eve", years: [1990, 1992], day: christmasEve, close: "14:00", source: CLOSINGS },
  { name: "Christmas Eve", years: [1996], day: christmasEve, close: "13:00", source: HOURS },
  { name: "day after Thanksgiving", years: [1992, 1992], day: dayAfterThanksgiving, close: "14:00", source: CLOSINGS },
  { name: "day after Thanksgiving", years: [1993], day: dayAfterThanksgiving, close: "13:00", source: HOURS },
  {
    name: "3 July before a holiday on Tuesday, Wednesday or Friday",
    years: [1995, 2012],
    day: y => onlyOn([MONDAY, TUESDAY, THURSDAY], dayOf(y, 7, 3)),
    close: "13:00",
    source: CLOSINGS,
  },
  {
    name: "5 July after a holiday on Thursday",
    years: [1996, 2012],
    day: y => onlyOn([FRIDAY], dayOf(y, 7, 5)),
    close: "13:00",
    source: CLOSINGS,
  },
  { name: "3 July", years: [2013], day: y => dayOf(y, 7, 3), close: "13:00", source: HOURS },
];

/** The New York Stock Exchange; Nasdaq keeps the same sessions. */
export const NYSE: Exchange = {
  covers: "sessions, early closes, late openings of half an hour or more; not halts within a session",
  timeZone: "America/New_York",
  holidays: US_HOLIDAYS,
  closures: [
    { dates: ["1994-04-27"], name: "funeral of President Nixon", source: CLOSINGS },
    {
      dates: ["2001-09-11", "2001-09-12", "2001-09-13", "2001-09-14"],
      name: "attack on the World Trade Center",
      source: CLOSINGS,
    },
    { dates: ["2004-06-11"], name: "day of mourning for President Reagan", source: CLOSINGS },
    { dates: ["2007-01-02"], name: "day of mourning for President Ford", source: CLOSINGS },
    { dates: ["2012-10-29", "2012-10-30"], name: "Hurricane Sandy", source: CLOSINGS },
    { dates: ["2018-12-05"], name: "day of mourning for President G. H. W. Bush", source: "NYSE, 2018-12-01" },
    { dates: ["2025-01-09"], name: "day of mourning for President Carter", source: "NYSE, 2024-12-30" },
  ],
  earlyCloses: NYSE_EARLY_CLOSES,
  specialHours: [
    { dates: ["1994-02-11"], close: "14:30", name: "snow", source: CLOSINGS },
    { dates: ["1995-12-18"], open: "10:30", name: "computer failure", source: CLOSINGS },
    { dates: ["1996-01-08"], open: "11:00", close: "14:00", name: "snow", source: CLOSINGS },
    { dates: ["1997-10-27"], close: "15:30", name: "circuit breaker", source: CLOSINGS },
    { dates: ["1997-12-26", "2003-12-26"], close: "13:00", name: "Friday after Christmas", source: CLOSINGS },
    { dates: ["2002-09-11"], open: "12:00", name: "memorial of 11 September", source: CLOSINGS },
  ],
  hours: [
    {
      from: "1990-01-01",
      open: "09:30",
      close: "16:00",
      rolls: "20:00",
      source: `${HOURS}; late trading ends at 20:00, overnight venues count what follows to the next day`,
    },
  ],
};
