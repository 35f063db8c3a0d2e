import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dayNumber, fromDayNumber } from "../../core/index.js";
import {
  isSession,
  nextSession,
  openCalendar,
  previousSession,
  sessionClose,
  sessionsBetween,
  tradeDate,
  tradeDates,
} from "./index.js";

const nyse = openCalendar("NYSE");
const cme = openCalendar("CME");
const lse = openCalendar("LSE");
const always = openCalendar("24/7");
const calendars = [nyse, cme, openCalendar("CME-energy"), lse, always];

const at = (text: string, calendar = cme): string => tradeDate(Date.parse(text), calendar);

describe("the trade date of a time", () => {
  it("is the next session's from 17:00 in Chicago on, in summer and in winter", () => {
    expect(at("2024-07-09T16:59:59.999-05:00")).toBe("2024-07-09");
    expect(at("2024-07-09T17:00:00-05:00")).toBe("2024-07-10");
    expect(at("2024-01-09T16:59:59.999-06:00")).toBe("2024-01-09");
    expect(at("2024-01-09T17:00:00-06:00")).toBe("2024-01-10");
  });

  it("is Monday's on Friday evening, on Saturday and on Sunday", () => {
    for (const time of ["2024-07-12T17:00:00-05:00", "2024-07-13T12:00:00-05:00", "2024-07-14T18:00:00-05:00"]) {
      expect(at(time)).toBe("2024-07-15");
    }
  });

  it("is the next session's on a holiday, also where Globex trades", () => {
    expect(at("2024-01-15T10:00:00-06:00")).toBe("2024-01-16"); // Martin Luther King Jr. Day
    expect(at("2024-03-29T10:00:00-05:00")).toBe("2024-04-01"); // Good Friday
    expect(at("2024-12-24T17:30:00-06:00")).toBe("2024-12-26");
  });

  it("follows the clock on the nights it changes", () => {
    expect(at("2024-03-10T22:30:00Z")).toBe("2024-03-11"); // Sunday 17:30, the clock went forward that morning
    expect(at("2024-03-11T21:59:59Z")).toBe("2024-03-11");
    expect(at("2024-03-11T22:00:00Z")).toBe("2024-03-12");
    expect(at("2024-11-04T22:59:59Z")).toBe("2024-11-04"); // the Monday after the clock went back
    expect(at("2024-11-04T23:00:00Z")).toBe("2024-11-05");
  });

  it("was the next session's from 15:30 in Chicago on before November 2012", () => {
    expect(at("2012-11-15T15:30:00-06:00")).toBe("2012-11-16");
    expect(at("2012-11-20T15:30:00-06:00")).toBe("2012-11-20");
  });

  it("in New York counts late trading to the day and what follows 20:00 to the next; London rolls at midnight", () => {
    expect(at("2024-07-03T19:59:00-04:00", nyse)).toBe("2024-07-03");
    expect(at("2024-07-03T20:00:00-04:00", nyse)).toBe("2024-07-05");
    expect(at("2024-07-08T23:59:59+01:00", lse)).toBe("2024-07-08");
    expect(at("2024-07-09T00:00:00+01:00", lse)).toBe("2024-07-09");
    expect(at("2024-07-13T23:59:59Z", always)).toBe("2024-07-13");
  });

  it("is refused outside 1990 to 2030 and for what is no time, naming the position", () => {
    const good = Date.parse("2024-07-09T12:00:00Z");
    for (const bad of [Date.parse("1989-12-31T23:59:59Z"), Date.parse("2031-01-01T00:00:00Z"), Number.NaN]) {
      expect(() => tradeDates(Float64Array.of(good, bad), cme)).toThrow(
        expect.objectContaining({ code: "CALENDAR_RANGE", message: expect.stringContaining("at position 1") }),
      );
    }
    expect(() => at("2030-12-31T17:00:00-06:00")).toThrow(/1990-01-01 to 2030-12-31/);
    expect(tradeDates(new Float64Array(0), cme)).toHaveLength(0);
  });

  it("agrees with asking the exchange's clock and its session days one by one", () => {
    const time = fc.integer({ min: Date.UTC(1990, 0, 2), max: Date.UTC(2030, 11, 30) });
    const rolls = { NYSE: 20, LSE: 24, "24/7": 24, CME: 17, "CME-energy": 17 };
    fc.assert(
      fc.property(fc.constantFrom(...calendars), time, (calendar, ms) => {
        fc.pre(!calendar.name.startsWith("CME") || ms > Date.UTC(2012, 10, 19));
        const clock = new Intl.DateTimeFormat("sv-SE", {
          timeZone: calendar.timeZone,
          dateStyle: "short",
          timeStyle: "medium",
        }).format(ms);
        let date = clock.slice(0, 10);
        if (Number(clock.slice(11, 13)) >= rolls[calendar.name]) date = addDays(date, 1);
        while (!isSession(date, calendar)) date = addDays(date, 1);
        expect(tradeDate(ms, calendar)).toBe(date);
      }),
      { numRuns: 500 },
    );
  });
});

describe("sessions of every calendar", () => {
  const day = fc.integer({ min: dayNumber("1990-01-05"), max: dayNumber("2030-12-26") }).map(fromDayNumber);

  it("follow one another: none between a day and its next or previous session", () => {
    fc.assert(
      fc.property(fc.constantFrom(...calendars), day, (calendar, date) => {
        const [previous, next] = [previousSession(date, calendar), nextSession(date, calendar)];
        const here = isSession(date, calendar) ? [date] : [];
        expect(sessionsBetween(previous, next, calendar)).toEqual([previous, ...here, next]);
        expect(nextSession(previous, calendar)).toBe(here[0] ?? next);
      }),
      { numRuns: 500 },
    );
  });

  it("open before they close, close before they roll, roll before the next one does, and never overlap", () => {
    const wrong: string[] = [];
    for (const { name, opensMs, closesMs, rollsMs, sessions } of calendars) {
      for (let i = 0; i < sessions.length; i++) {
        const isOrdered = opensMs[i]! < closesMs[i]! && closesMs[i]! <= rollsMs[i]!;
        const isApart = i === 0 || (closesMs[i - 1]! <= opensMs[i]! && rollsMs[i - 1]! < rollsMs[i]!);
        if (!isOrdered || !isApart) wrong.push(`${name} ${fromDayNumber(sessions[i]!)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("hold their own open: what opens a session belongs to it", () => {
    for (const calendar of calendars) {
      const { opensMs, sessions } = calendar;
      expect(tradeDates(opensMs.subarray(1), calendar)).toEqual(sessions.subarray(1));
    }
  });
});

describe("a question that a calendar cannot answer", () => {
  it("names the calendars there are, the sessions next to a closed day, and the years covered", () => {
    expect(() => openCalendar("NYMEX")).toThrow(
      /no calendar "NYMEX"; the calendars are NYSE, CME, CME-energy, LSE, 24\/7/,
    );
    expect(() => sessionClose("2012-10-29", nyse)).toThrow(
      "no session on 2012-10-29; the nearest are 2012-10-26 and 2012-10-31",
    );
    expect(() => isSession("1989-12-29", nyse)).toThrow(expect.objectContaining({ code: "CALENDAR_RANGE" }));
    expect(() => nextSession("2030-12-31", nyse)).toThrow(/the session after 2030-12-31/);
    expect(() => previousSession("1990-01-02", nyse)).toThrow(/the session before 1990-01-02/);
    expect(() => isSession("2024-2-30", nyse)).toThrow(expect.objectContaining({ code: "BAD_DATE" }));
  });

  it("has no sessions where a span ends before it begins", () => {
    expect(sessionsBetween("2024-07-05", "2024-07-01", nyse)).toEqual([]);
    expect(sessionsBetween("2024-07-04", "2024-07-04", nyse)).toEqual([]);
  });
});
