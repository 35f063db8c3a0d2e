import { expect, it } from "vitest";
import { lastClosedSession, openCalendar } from "./index.js";

const nyse = openCalendar("NYSE");
const at = (time: string): string => lastClosedSession(Date.parse(time), nyse);

it("The last closed session is yesterday's until the close, over weekends, holidays and half days", () => {
  expect(at("2020-04-17T19:59:59Z")).toBe("2020-04-16");
  expect(at("2020-04-17T20:00:00Z")).toBe("2020-04-17");
  expect(at("2020-04-20T10:30:00Z")).toBe("2020-04-17");
  expect(at("2020-04-13T10:30:00Z")).toBe("2020-04-09"); // Good Friday has none
  expect(at("2019-11-29T18:00:00Z")).toBe("2019-11-29"); // closes at one
  expect(() => at("2031-02-01T00:00:00Z")).toThrow(expect.objectContaining({ code: "CALENDAR_RANGE" }));
});

it("An evening in Chicago belongs to a session that has not closed", () => {
  const cme = openCalendar("CME");
  expect(lastClosedSession(Date.parse("2020-04-17T02:00:00Z"), cme)).toBe("2020-04-16");
  expect(lastClosedSession(Date.parse("2020-04-18T02:00:00Z"), cme)).toBe("2020-04-17");
});
