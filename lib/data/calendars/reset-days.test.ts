import { expect, test } from "vitest";
import { fromDayNumber } from "../../core/index.js";
import { resetDays, resetTimes } from "./reset-days.js";

const at = (...times: string[]) => Float64Array.from(times, time => Date.parse(`${time}Z`));
const days = (times: Float64Array, zone: string, time: string) =>
  Array.from(resetDays(times, { zone, time }), fromDayNumber);

test("a day that begins at 17:00 in Chicago is the next date's, before and after daylight saving begins", () => {
  // 17:00 is 23:00 UTC on the Friday, and 22:00 from Sunday, 8 March 2020, on.
  const times = at("2020-03-06T22:59:59", "2020-03-06T23:00:00", "2020-03-09T21:59:59", "2020-03-09T22:00:00");
  expect(days(times, "America/Chicago", "17:00")).toEqual(["2020-03-06", "2020-03-07", "2020-03-09", "2020-03-10"]);
});

test("midnight in Prague ends the date an hour of UTC later in winter", () => {
  const times = at("2020-03-28T22:59:59", "2020-03-28T23:00:00", "2020-03-29T21:59:59", "2020-03-29T22:00:00");
  expect(days(times, "Europe/Prague", "00:00")).toEqual(["2020-03-28", "2020-03-29", "2020-03-29", "2020-03-30"]);
});

test("a clock that is turned back begins no day a second time, one that skips the reset begins it at once", () => {
  // In New York 01:30 comes twice on 1 November 2020, and 02:30 never on 8 March 2020.
  const twice = at("2020-11-01T05:29:59", "2020-11-01T05:30:00", "2020-11-01T06:10:00", "2020-11-01T06:30:00");
  expect(days(twice, "America/New_York", "01:30")).toEqual(["2020-11-01", "2020-11-02", "2020-11-02", "2020-11-02"]);
  const skipped = at("2020-03-08T06:59:59", "2020-03-08T07:00:00");
  expect(days(skipped, "America/New_York", "02:30")).toEqual(["2020-03-08", "2020-03-09"]);
});

test("days are told when they begin", () => {
  const march = [18_327, 18_330]; // 6 and 9 March 2020
  const begins = (zone: string, time: string) =>
    Array.from(resetTimes(march, { zone, time }), ms => new Date(ms).toISOString().slice(0, 16));
  expect(begins("America/Chicago", "17:00")).toEqual(["2020-03-05T23:00", "2020-03-08T22:00"]);
  expect(begins("America/Chicago", "00:00")).toEqual(["2020-03-06T06:00", "2020-03-09T05:00"]);
  expect(resetTimes([], { zone: "UTC", time: "00:00" })).toHaveLength(0);
});
