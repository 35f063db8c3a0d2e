import { expect, test } from "vitest";
import { type Retention, reasonsOfAge } from "./retention.js";

const NOW = new Date("2020-04-17T21:00:00Z");

/** A snapshot by the time it was made at, which is also its id. */
const snapshotsAt = (...times: string[]): { id: string; created: string }[] =>
  times.map(created => ({ id: created, created }));

function kept(keep: Retention, ...times: string[]): Record<string, string[]> {
  const reasons = reasonsOfAge(snapshotsAt(...times), keep, NOW);
  return Object.fromEntries([...reasons].filter(([, why]) => why.length > 0));
}

test("of the last days everything stays, and before them the last snapshot of each month", () => {
  const times = ["2019-12-30T20:00:00Z", "2020-01-02T20:00:00Z", "2020-01-31T20:00:00Z", "2020-04-01T20:00:00Z"];
  expect(kept({ days: 30, months: 84 }, ...times, "2020-04-16T20:00:00Z", "2020-04-17T20:00:00Z")).toEqual({
    "2019-12-30T20:00:00Z": ["the last of 2019-12"],
    "2020-01-31T20:00:00Z": ["the last of 2020-01"],
    "2020-04-01T20:00:00Z": ["recent"],
    "2020-04-16T20:00:00Z": ["recent"],
    "2020-04-17T20:00:00Z": ["newest"],
  });
});

test("months are counted from the one under way, and none are kept unless asked for", () => {
  const times = ["2020-02-28T20:00:00Z", "2020-03-31T20:00:00Z", "2020-04-17T20:00:00Z"];
  expect(Object.keys(kept({ days: 1, months: 2 }, ...times))).toEqual(times.slice(1));
  expect(Object.keys(kept({ days: 1, months: 3 }, ...times))).toEqual(times);
  expect(Object.keys(kept({ days: 1 }, ...times))).toEqual(times.slice(2));
});

test("a month ends where the firm is: an evening in New York belongs to it, although it is the next month in UTC", () => {
  const evening = "2020-02-01T01:00:00Z";
  const times = ["2020-01-31T20:00:00Z", evening, "2020-02-28T20:00:00Z", "2020-04-17T20:00:00Z"];
  expect(Object.keys(kept({ days: 1, months: 84, timeZone: "America/New_York" }, ...times))).toEqual(times.slice(1));
  expect(Object.keys(kept({ days: 1, months: 84 }, ...times))).toEqual([times[0], ...times.slice(2)]);
});

test("a clock that stood wrong or ran back cannot take the newest", () => {
  expect(kept({ days: 1 }, "2020-04-17T20:00:00Z", "1999-01-01T00:00:00Z")).toMatchObject({
    "1999-01-01T00:00:00Z": ["newest"],
  });
});
