import { expect, test } from "vitest";
import { utcOf, zoneOffsets } from "./time-zone.js";

const newYork = zoneOffsets("America/New_York", Date.UTC(2023, 0), Date.UTC(2025, 0));
const utc = (clock: string): string => new Date(utcOf(Date.parse(`${clock}Z`), newYork)).toISOString();

test("every change of the clock is found to the hour", () => {
  expect(newYork.fromMs.slice(1).map(ms => new Date(ms).toISOString())).toEqual([
    "2023-03-12T07:00:00.000Z",
    "2023-11-05T06:00:00.000Z",
    "2024-03-10T07:00:00.000Z",
    "2024-11-03T06:00:00.000Z",
  ]);
});

test("a reading of the clock just before and after a change is the right time in UTC", () => {
  expect(utc("2024-03-10T01:59:00")).toBe("2024-03-10T06:59:00.000Z");
  expect(utc("2024-03-10T03:30:00")).toBe("2024-03-10T07:30:00.000Z");
  expect(utc("2024-11-03T00:30:00")).toBe("2024-11-03T04:30:00.000Z");
  expect(utc("2024-11-03T02:30:00")).toBe("2024-11-03T07:30:00.000Z");
});
