import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Measure } from "../measure.js";
import { localTimes } from "./clock.js";
import { profileByWeekday } from "./day-of-week.js";
import { describeBehaviour } from "./describe-behaviour.js";
import { idleSpells } from "./idle.js";
import { ratiosToNormal } from "./own-normal.js";
import { sequenceOf } from "./sequence.js";
import { historyOf, type WrittenTrip } from "./testing.js";

const options = { currency: "USD", timeZone: "America/New_York" } as const;

function measured(written: readonly WrittenTrip[], sessions?: string[]) {
  const measures = describeBehaviour(historyOf(written), {
    ...options,
    ...(sessions === undefined ? {} : { sessions }),
  });
  return (id: string): Measure => measures.find(measure => measure.id === id)!;
}

test("expectancy, win rate, payoff and profit factor are by trip and after fees", () => {
  const get = measured([
    { net: 30, fees: 2, entry: 1 },
    { net: -10, fees: 2, entry: 2 },
    { net: 0, entry: 3 },
    { net: 10, entry: 4 },
    { net: -900, entry: 5, open: true },
  ]);
  expect(get("expectancy_trip")).toMatchObject({ value: 7.5, n: 4, unit: "USD" });
  expect(get("win_rate_trips").value).toBeCloseTo(2 / 3, 12);
  expect(get("payoff_ratio_trips").value).toBe(2);
  expect(get("profit_factor_trips").value).toBe(4);
  expect(get("fees_of_gross_trips").value).toBeCloseTo(4 / 34, 12);
});

describe("what came before a trip", () => {
  test("is the last exit of its trade date, not the last entry", () => {
    const { previous, lossesBefore, pause } = sequenceOf(
      historyOf([
        { net: -1, entry: 0, exit: 30 },
        { net: 1, entry: 5, exit: 10 },
        { net: -1, entry: 20, exit: 35 },
        { net: 1, entry: 40, exit: 41 },
        { net: 1, entry: 0, day: 18_001 },
      ]),
    );
    expect([...previous]).toEqual([-1, -1, 1, 2, -1]);
    expect([...lossesBefore]).toEqual([0, 0, 0, 2, 0]);
    expect([...pause].slice(2, 4)).toEqual([600_000, 300_000]);
  });

  test("is never the trip itself, even one that lasted no time", () => {
    expect([
      ...sequenceOf(
        historyOf([
          { net: -1, entry: 3, exit: 3 },
          { net: 1, entry: 3 },
        ]),
      ).previous,
    ]).toEqual([-1, 0]);
  });
});

describe("the trader's own normal", () => {
  test("is the median of the latest normal values before, which later ones never change", () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => (i % 7) + 1 + i / 50);
    const whole = ratiosToNormal(values, i => i % 3 !== 0);
    const part = ratiosToNormal(values.slice(0, 120), i => i % 3 !== 0);
    expect([...part]).toEqual([...whole.subarray(0, 120)]);
    expect(part.findIndex(ratio => !Number.isNaN(ratio))).toBe(15);
    const before = [...values.subarray(0, 150)].filter((_, i) => i % 3 !== 0).slice(-50);
    before.sort((a, b) => a - b);
    expect(whole[150]).toBe(values[150]! / ((before[24]! + before[25]!) / 2));
  });
});

describe("revenge", () => {
  const days = Array.from({ length: 40 }, (_, day) => 18_000 + day);
  const calm = (after: number): WrittenTrip[] =>
    days.flatMap(day => [
      { day, net: 10, entry: 0 },
      { day, net: -10, entry: 30 },
      { day, net: 5, entry: 60, size: 1000 * after },
    ]);

  test("is the size after a losing exit over normal, with what it cost", () => {
    const get = measured(calm(2));
    expect(get("revenge_size")).toMatchObject({ value: 2, warning: null });
    expect(get("revenge_size").n).toBeGreaterThan(30);
    expect(get("revenge_net").value).toBe(5 * get("revenge_net").n);
  });

  test("that is not there may be chance, and says so", () => {
    const get = measured(calm(1));
    expect(get("revenge_size")).toMatchObject({ value: 1 });
    expect(get("revenge_size").warning).toMatch(/may be chance/);
    expect(get("revenge_net").reason).toMatch(/^none of \d+ trips after a loss was enlarged/);
  });

  test("of a few trips is undefined", () => {
    expect(measured(calm(2).slice(0, 30))("revenge_size").reason).toMatch(/^needs 10 observations/);
  });
});

test("time away runs from the first entry, and a position overnight is not away", () => {
  const sessions = Array.from({ length: 28 }, (_, i) => `2019-01-${String(i + 1).padStart(2, "0")}`);
  const first = Date.parse("2019-01-03") / 86_400_000;
  const trips: WrittenTrip[] = [
    { net: 1, entry: 0, day: first, exitDay: first + 4 },
    { net: 1, entry: 0, day: first + 16 },
  ];
  expect(idleSpells(historyOf(trips), sessions)).toEqual([{ from: "2019-01-08", to: "2019-01-18", sessions: 11 }]);
  const get = measured(trips, sessions);
  expect([get("longest_idle").value, get("idle_spells").value, get("idle_now").value]).toEqual([11, 1, 9]);
  expect(measured(trips)("longest_idle").reason).toBe("needs the sessions of the period");
});

test("hours are told by the zone's clock on both sides of its change", () => {
  const local = (iso: string) =>
    new Date(localTimes(Float64Array.of(Date.parse(iso)), "America/New_York")[0]!).toISOString();
  expect(local("2020-03-08T06:59:00Z")).toBe("2020-03-08T01:59:00.000Z");
  expect(local("2020-03-08T07:00:00Z")).toBe("2020-03-08T03:00:00.000Z");
  expect(local("2020-07-01T13:30:00Z")).toBe("2020-07-01T09:30:00.000Z");
});

test("weekdays are those of the trade date", () => {
  const friday = Date.parse("2020-04-17") / 86_400_000;
  expect(profileByWeekday(historyOf([{ net: 3, entry: 0, day: friday }]))).toMatchObject([
    { label: "Friday", trips: 1, t: null },
  ]);
});

test("every measure has a value or a reason, its version, and never NaN", () => {
  const trip = fc.record({
    net: fc.constantFrom(-5, 0, 3, 1e9),
    entry: fc.integer({ min: 0, max: 900 }),
    day: fc.integer({ min: 18_000, max: 18_030 }),
    size: fc.constantFrom(0, 10, 1e7),
    fees: fc.constantFrom(-1, 0, 2),
    open: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(trip, { maxLength: 60 }), written => {
      const sorted = [...written].sort((a, b) => a.day - b.day || a.entry - b.entry);
      for (const measure of describeBehaviour(historyOf(sorted), options)) {
        expect(measure.value === null, measure.id).toBe(measure.reason !== null);
        if (typeof measure.value === "number") expect(Number.isFinite(measure.value), measure.id).toBe(true);
        if (measure.unit !== "USD" && !measure.id.endsWith("_trips")) expect(measure.definition).toMatch(/; v1$/);
      }
    }),
    { numRuns: 50 },
  );
});
