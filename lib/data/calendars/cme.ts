import { fromDayNumber, type IsoDate } from "../../core/index.js";
import type { ClockTime, EarlyClose, Exchange, Holiday } from "./exchange.js";
import { NYSE_EARLY_CLOSES } from "./nyse.js";
import { US_HOLIDAYS } from "./us-holidays.js";

const SCHEDULES = "CME Group, Globex holiday schedules";

/** Holidays on which the exchange is shut altogether; on the others Globex trades for the next session. */
const SHUT = ["New Year's Day", "Good Friday", "Christmas"];

/** Good Fridays with a short session, because the employment report came out. */
const GOOD_FRIDAYS_TRADED = ["2010-04-02", "2012-04-06", "2015-04-03", "2021-04-02", "2023-04-07", "2026-04-03"];

function exceptOn(dates: readonly IsoDate[], holiday: Holiday): Holiday {
  const day = (year: number): number | undefined => {
    const found = holiday.day(year);
    return found === undefined || dates.includes(fromDayNumber(found)) ? undefined : found;
  };
  return { ...holiday, day };
}

/** American holidays with the year from which electronic trading went on for the next session's trade date. */
export function withElectronicTrading(holidays: readonly Holiday[], from: number): readonly Holiday[] {
  return holidays.map(holiday => (SHUT.includes(holiday.name) ? holiday : { ...holiday, electronicFrom: from }));
}

/** A quarter of an hour after the stock exchange, and told in Chicago: an hour behind New York. */
function afterTheStockExchange(rule: EarlyClose): EarlyClose {
  const close: ClockTime = rule.close === "14:00" ? "13:15" : "12:15";
  return { ...rule, close, source: SCHEDULES };
}

/**
 * Equity-index futures (S&P 500, E-mini) of the Chicago Mercantile Exchange. A session is a trade date of the clearing
 * house: on a holiday Globex trades for some hours, and those trades belong to the next session.
 */
export const CME: Exchange = {
  covers:
    "trade dates of equity-index futures, their electronic hours from 1997 and the pit's before; " +
    "not the pause at 15:15 nor the early halt of a holiday's electronic trading",
  timeZone: "America/Chicago",
  holidays: withElectronicTrading(US_HOLIDAYS, 2003).map(holiday => exceptOn(GOOD_FRIDAYS_TRADED, holiday)),
  closures: [
    { dates: ["1994-04-27"], name: "funeral of President Nixon", source: "closed with the stock exchanges" },
    {
      dates: ["2001-09-11", "2001-09-12", "2001-09-13", "2001-09-14"],
      name: "attack on the World Trade Center",
      source: "closed with the stock exchanges",
    },
    { dates: ["2004-06-11"], name: "day of mourning for President Reagan", source: "closed with the stock exchanges" },
    { dates: ["2007-01-02"], name: "day of mourning for President Ford", source: "CME, 2006-12-29" },
  ],
  earlyCloses: NYSE_EARLY_CLOSES.map(afterTheStockExchange),
  specialHours: [
    {
      dates: GOOD_FRIDAYS_TRADED,
      close: "08:15",
      name: "Good Friday with an employment report",
      source: SCHEDULES,
    },
    { dates: ["2012-10-29", "2012-10-30"], close: "08:15", name: "Hurricane Sandy", source: "CME Group, 2012-10-29" },
    {
      dates: ["2018-12-05"],
      close: "08:30",
      name: "day of mourning for President G. H. W. Bush",
      source: "CME Group, 2018-12-02",
    },
    {
      dates: ["2025-01-09"],
      close: "08:30",
      name: "day of mourning for President Carter",
      source: "CME Group, 2024-12-30",
    },
  ],
  hours: [
    { from: "1990-01-01", open: "08:30", close: "15:15", rolls: "15:30", source: "pit hours of the S&P 500 future" },
    {
      from: "1997-09-09",
      open: "15:30",
      opensOnEve: true,
      sundayOpen: "17:30",
      close: "15:15",
      rolls: "15:30",
      source: "E-mini S&P 500 from its first day; Sundays by CME's Labor Day schedule of 2003",
    },
    {
      from: "2005-01-01",
      open: "15:30",
      opensOnEve: true,
      sundayOpen: "17:00",
      close: "15:15",
      rolls: "15:30",
      source: "CME, Good Friday schedule of 2005 (the change fell between September 2003 and March 2005)",
    },
    {
      from: "2012-11-19",
      open: "17:00",
      opensOnEve: true,
      close: "16:15",
      rolls: "17:00",
      source: "CME Group, Globex trading day for equity index products, November 2012",
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
