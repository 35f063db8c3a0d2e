import { describe, expect, it } from "vitest";
import { exchangeTradingDays } from "./trading-days.js";
import { nextWindows, windowsBetween } from "./windows.js";

const report = (cron: string, timeZone = "America/New_York", calendar?: string) => ({
  name: "daily-risk",
  schedule: { cron, timeZone, calendar },
});

const ids = (cron: string, after: string, count: number, zone?: string): string[] =>
  nextWindows(report(cron, zone), new Date(after), count).map(window => window.id);

describe("the day on which clocks go forward", () => {
  it("runs a fixed time that does not exist when the clock has jumped", () => {
    expect(ids("30 2 * * *", "2026-03-07T12:00:00Z", 2)).toEqual([
      "2026-03-08T03:00-04:00[America/New_York]",
      "2026-03-09T02:30-04:00[America/New_York]",
    ]);
  });

  it("leaves out the missing hour of a schedule with a step", () => {
    expect(ids("0 */2 * * *", "2026-03-08T04:30:00Z", 3)).toEqual([
      "2026-03-08T00:00-05:00[America/New_York]",
      "2026-03-08T04:00-04:00[America/New_York]",
      "2026-03-08T06:00-04:00[America/New_York]",
    ]);
  });
});

describe("the day on which clocks go back", () => {
  it("runs a fixed time that exists twice once, at its first occurrence", () => {
    expect(ids("30 1 * * *", "2026-10-31T12:00:00Z", 2)).toEqual([
      "2026-11-01T01:30-04:00[America/New_York]",
      "2026-11-02T01:30-05:00[America/New_York]",
    ]);
  });

  it("runs a schedule with a step in both passes, as windows that the offset tells apart", () => {
    expect(ids("*/30 1 * * *", "2026-11-01T05:15:00Z", 3)).toEqual([
      "2026-11-01T01:30-04:00[America/New_York]",
      "2026-11-01T01:00-05:00[America/New_York]",
      "2026-11-01T01:30-05:00[America/New_York]",
    ]);
  });
});

it("keeps the local time over the change: 07:30 in London is 06:30 UTC in summer and 07:30 in winter", () => {
  const windows = nextWindows(report("30 7 * * 1-5", "Europe/London"), new Date("2026-10-22T12:00:00Z"), 2);
  expect(windows.map(window => window.firesAt)).toEqual(["2026-10-23T06:30:00.000Z", "2026-10-26T07:30:00.000Z"]);
  expect(windows[1]).toMatchObject({ local: "2026-10-26T07:30", offset: "+00:00" });
});

it("leaves out the moment itself at the start and keeps it at the end", () => {
  const between = windowsBetween(
    report("0 7 * * *", "UTC"),
    new Date("2026-05-04T07:00:00Z"),
    new Date("2026-05-06T07:00:00Z"),
  );
  expect(between.map(window => window.local)).toEqual(["2026-05-05T07:00", "2026-05-06T07:00"]);
});

it("asks the calendar for the local day, and a calendar that never trades ends the search", () => {
  const isOpen = (date: string): boolean => date !== "2026-07-03";
  const independence = report("0 18 * * 1-5", "America/New_York", "NYSE");
  const windows = nextWindows(independence, new Date("2026-07-02T23:00:00Z"), 1, () => isOpen);
  expect(windows[0]?.local).toBe("2026-07-06T18:00");
  expect(nextWindows(independence, new Date("2026-07-02T23:00:00Z"), 1, () => () => false)).toEqual([]);
});

it("runs on the sessions of a real exchange only", () => {
  const lists = (calendar: string): (string | undefined)[] =>
    nextWindows(
      report("30 6 * * *", "America/New_York", calendar),
      new Date("2026-07-02T00:00:00Z"),
      3,
      exchangeTradingDays(),
    ).map(window => window.local.slice(0, 10));
  expect(lists("NYSE")).toEqual(["2026-07-02", "2026-07-06", "2026-07-07"]);
  expect(lists("LSE")).toEqual(["2026-07-02", "2026-07-03", "2026-07-06"]);
  expect(lists("24/7")).toEqual(["2026-07-02", "2026-07-03", "2026-07-04"]);
  expect(() => lists("NYMEX")).toThrow(/no calendar "NYMEX"; the calendars are/);
});

it.each([
  ["61 7 * * *", "Europe/London"],
  ["30 7 * * *", "Europe/Lndon"],
  ["0 30 7 * * *", "UTC"],
])("refuses %s in %s with the remedy", (cron, zone) => {
  expect(() => ids(cron, "2026-01-01T00:00:00Z", 1, zone)).toThrow(
    /The schedule of daily-risk is not one.*Expected five fields/,
  );
});
