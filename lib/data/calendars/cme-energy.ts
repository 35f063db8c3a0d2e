import { withElectronicTrading } from "./cme.js";
import { dayOf, FRIDAY, onlyOn } from "./days.js";
import type { EarlyClose, Exchange, Holiday } from "./exchange.js";
import { dayAfterThanksgiving, US_HOLIDAYS } from "./us-holidays.js";

const FLOOR = "NYMEX floor holidays, seen as days without a price in EIA's daily WTI series";
const SCHEDULES = "CME Group, Globex holiday schedules";

/** Days that the trading floor took off until Globex came. */
const FLOOR_HOLIDAYS: readonly Holiday[] = [
  { name: "day after Thanksgiving", years: [1994, 1995], day: dayAfterThanksgiving, source: FLOOR },
  { name: "day after Thanksgiving", years: [1997, 1998], day: dayAfterThanksgiving, source: FLOOR },
  { name: "day after Thanksgiving", years: [2001, 2006], day: dayAfterThanksgiving, source: FLOOR },
  {
    name: "New Year's Day on a Saturday, kept on the Friday",
    years: [1993, 2004],
    day: y => onlyOn([FRIDAY], dayOf(y, 12, 31)),
    source: FLOOR,
  },
];

const EARLY_CLOSES: readonly EarlyClose[] = [
  { name: "day after Thanksgiving", years: [2015], day: dayAfterThanksgiving, close: "12:45", source: SCHEDULES },
  { name: "Christmas Eve", years: [2015], day: y => dayOf(y, 12, 24), close: "12:45", source: SCHEDULES },
];

/** Energy futures of the New York Mercantile Exchange, since 2006 on CME's Globex; told in Chicago's time as CME does. */
export const CME_ENERGY: Exchange = {
  covers:
    "trade dates of energy futures; hours are the floor's until Globex came on 2006-06-12; early closes from 2015 on; " +
    "not the early halt of a holiday's electronic trading",
  timeZone: "America/Chicago",
  holidays: [...withElectronicTrading(US_HOLIDAYS, 2007), ...FLOOR_HOLIDAYS],
  closures: [
    { dates: ["2000-01-03", "2000-07-03"], name: "long weekends", source: FLOOR },
    { dates: ["2001-09-11", "2001-09-12", "2001-09-13"], name: "attack on the World Trade Center", source: "NYMEX" },
    { dates: ["2001-12-24", "2002-07-05", "2003-12-26", "2004-01-02"], name: "long weekends", source: FLOOR },
    { dates: ["2004-06-11"], name: "day of mourning for President Reagan", source: FLOOR },
    { dates: ["2006-07-03"], name: "long weekend", source: FLOOR },
  ],
  earlyCloses: EARLY_CLOSES,
  specialHours: [
    {
      dates: ["2001-09-14"],
      open: "15:00",
      close: "17:00",
      name: "first electronic session after 11 September",
      source: "NYMEX, 2001-09-14: 16:00 to 18:00 in New York",
    },
  ],
  hours: [
    {
      from: "1990-01-01",
      open: "08:45",
      close: "14:10",
      rolls: "15:00",
      source: "floor hours of crude oil; ACCESS began at 16:00 in New York, for the next day",
    },
    { from: "2001-09-17", open: "09:00", close: "13:30", rolls: "15:00", source: "floor hours of crude oil" },
    {
      from: "2006-06-12",
      open: "17:00",
      opensOnEve: true,
      close: "16:15",
      rolls: "17:00",
      source: "NYMEX, holiday schedules of 2007 and 2008: 18:00 to 17:15 in New York",
    },
    {
      from: "2015-09-21",
      open: "17:00",
      opensOnEve: true,
      close: "16:00",
      rolls: "17:00",
      source: "CME Group, one-hour maintenance period, September 2015",
    },
  ],
};
