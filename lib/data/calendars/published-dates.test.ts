import { describe, expect, it } from "vitest";
import { addDays, fromDayNumber } from "../../core/index.js";
import {
  type Calendar,
  closesEarly,
  isSession,
  openCalendar,
  sessionClose,
  sessionOpen,
  sessionsBetween,
} from "./index.js";

const nyse = openCalendar("NYSE");
const lse = openCalendar("LSE");
const cme = openCalendar("CME");
const energy = openCalendar("CME-energy");

/** Weekdays of a year without a session, as MM-DD. */
function closedIn(year: number, calendar: Calendar): string {
  const days: string[] = [];
  for (let date = `${year}-01-01`; date.startsWith(`${year}`); date = addDays(date, 1)) {
    const weekday = new Date(date).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !isSession(date, calendar)) days.push(date.slice(5));
  }
  return days.join(" ");
}

function earlyIn(year: number, calendar: Calendar): string {
  const dates = sessionsBetween(`${year}-01-01`, `${year}-12-31`, calendar);
  return dates
    .filter(date => closesEarly(date, calendar))
    .map(date => date.slice(5))
    .join(" ");
}

/** A time as the exchange's own clock shows it. */
function clock(ms: number, { timeZone }: Calendar): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(ms);
}

describe("NYSE", () => {
  it.each([
    [1990, "01-01 02-19 04-13 05-28 07-04 09-03 11-22 12-25"],
    [1994, "02-21 04-01 04-27 05-30 07-04 09-05 11-24 12-26"],
    [2001, "01-01 01-15 02-19 04-13 05-28 07-04 09-03 09-11 09-12 09-13 09-14 11-22 12-25"],
    [2004, "01-01 01-19 02-16 04-09 05-31 06-11 07-05 09-06 11-25 12-24"],
    [2007, "01-01 01-02 01-15 02-19 04-06 05-28 07-04 09-03 11-22 12-25"],
    [2012, "01-02 01-16 02-20 04-06 05-28 07-04 09-03 10-29 10-30 11-22 12-25"],
    [2018, "01-01 01-15 02-19 03-30 05-28 07-04 09-03 11-22 12-05 12-25"],
    [2021, "01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24"],
    [2022, "01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26"],
    [2025, "01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25"],
    [2026, "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25"],
    [2027, "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24"],
    [2028, "01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25"],
  ])("was closed in %i on %s", (year, closed) => expect(closedIn(year, nyse)).toBe(closed));

  it.each([
    [1991, "12-24"],
    [1992, "11-27 12-24"],
    [1993, "11-26"],
    [1996, "01-08 07-05 11-29 12-24"],
    [1997, "07-03 10-27 11-28 12-24 12-26"],
    [2002, "07-05 11-29 12-24"],
    [2003, "07-03 11-28 12-24 12-26"],
    [2004, "11-26"],
    [2012, "07-03 11-23 12-24"],
    [2013, "07-03 11-29 12-24"],
    [2020, "11-27 12-24"],
    [2023, "07-03 11-24"],
    [2024, "07-03 11-29 12-24"],
    [2026, "11-27 12-24"],
    [2027, "11-26"],
    [2028, "07-03 11-24"],
  ])("closed early in %i on %s", (year, early) => expect(earlyIn(year, nyse)).toBe(early));

  it("closes at 13:00 on a half day, at 14:00 until 1992, and knows late openings", () => {
    expect(clock(sessionClose("2024-11-29", nyse), nyse)).toBe("2024-11-29 13:00");
    expect(clock(sessionClose("1992-12-24", nyse), nyse)).toBe("1992-12-24 14:00");
    expect(clock(sessionOpen("1996-01-08", nyse), nyse)).toBe("1996-01-08 11:00");
    expect(closesEarly("2002-09-11", nyse)).toBe(false);
  });
});

describe("LSE", () => {
  it.each([
    [1995, "01-02 04-14 04-17 05-08 05-29 08-28 12-25 12-26"],
    [1999, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28 12-31"],
    [2002, "01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26"],
    [2011, "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27"],
    [2012, "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26"],
    [2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"],
    [2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"],
    [2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"],
    [2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"],
  ])("was closed in %i on %s", (year, closed) => expect(closedIn(year, lse)).toBe(closed));

  it("closes at half past twelve on the last day before Christmas and the New Year", () => {
    expect(earlyIn(2007, lse)).toBe("12-24 12-31");
    expect(earlyIn(2022, lse)).toBe("12-23 12-30");
    expect(clock(sessionClose("2007-12-24", lse), lse)).toBe("2007-12-24 12:30");
  });

  it("has opened at eight since September 1999, at nine and at half past eight before", () => {
    expect(clock(sessionOpen("2020-07-01", lse), lse)).toBe("2020-07-01 08:00");
    expect(clock(sessionOpen("1999-09-17", lse), lse)).toBe("1999-09-17 09:00");
    expect(clock(sessionOpen("1998-07-17", lse), lse)).toBe("1998-07-17 08:30");
  });
});

describe("CME", () => {
  it("opens the session after a holiday on the evening before the holiday, because Globex trades on it", () => {
    expect(clock(sessionOpen("2026-01-20", cme), cme)).toBe("2026-01-18 17:00"); // Martin Luther King Jr. Day
    expect(clock(sessionOpen("2020-07-06", cme), cme)).toBe("2020-07-02 17:00"); // 3 July was the holiday
    expect(clock(sessionOpen("2025-12-26", cme), cme)).toBe("2025-12-25 17:00"); // shut on Christmas itself
    expect(clock(sessionOpen("2003-09-02", cme), cme)).toBe("2003-08-31 17:30"); // as CME announced it
  });

  it("has a session where the stock exchange has none but Globex settled", () => {
    expect(isSession("2018-12-05", cme)).toBe(true);
    expect(clock(sessionClose("2018-12-05", cme), cme)).toBe("2018-12-05 08:30");
    expect(clock(sessionClose("2012-10-30", cme), cme)).toBe("2012-10-30 08:15");
    expect(clock(sessionClose("2021-04-02", cme), cme)).toBe("2021-04-02 08:15");
    expect(isSession("2022-04-15", cme)).toBe(false);
    expect(isSession("2007-01-02", cme)).toBe(false);
  });

  it("ends the equity-index session at 15:15, from November 2012 at 16:15, from September 2015 at 16:00", () => {
    expect(clock(sessionClose("2012-11-16", cme), cme)).toBe("2012-11-16 15:15");
    expect(clock(sessionClose("2012-11-19", cme), cme)).toBe("2012-11-19 16:15");
    expect(clock(sessionClose("2015-09-21", cme), cme)).toBe("2015-09-21 16:00");
    expect(clock(sessionClose("2024-12-24", cme), cme)).toBe("2024-12-24 12:15");
  });

  it("trades energy where the stock exchange is shut, and took Fridays after Thanksgiving off until 2006", () => {
    expect(["2007-01-02", "2012-10-29", "2018-12-05", "2025-01-09"].every(date => isSession(date, energy))).toBe(true);
    expect(isSession("2006-11-24", energy)).toBe(false);
    expect(clock(sessionOpen("2007-05-29", energy), energy)).toBe("2007-05-27 17:00"); // as NYMEX announced it
    expect(clock(sessionClose("2007-05-25", energy), energy)).toBe("2007-05-25 16:15");
  });
});

it("24/7 has every day of 41 years, each from midnight to midnight UTC", () => {
  const always = openCalendar("24/7");
  expect(always.sessions).toHaveLength(14_975);
  expect(fromDayNumber(always.sessions.at(-1)!)).toBe("2030-12-31");
  expect(sessionClose("2024-02-29", always)).toBe(sessionOpen("2024-03-01", always));
});
