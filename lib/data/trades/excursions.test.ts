import { describe, expect, test } from "vitest";
import type { DailyBars, MinuteBars } from "./bars.js";
import { excursions } from "./excursions.js";
import { rMultiples } from "./r-multiples.js";
import { roundTrips } from "./round-trips.js";
import { timedFills } from "./testing.js";

const DAY = 18_000;
const minutesOf = (from: number, highLow: readonly (readonly [number, number])[]): MinuteBars => ({
  start: Float64Array.from(highLow, (_, i) => DAY * 86_400_000 + (from + i) * 60_000),
  high: Float64Array.from(highLow, ([high]) => high),
  low: Float64Array.from(highLow, ([, low]) => low),
  close: Float64Array.from(highLow, ([, low]) => low),
});
const daysOf = (bars: readonly (readonly [number, number, number, number])[]): DailyBars => ({
  day: Float64Array.from(bars, (_, i) => DAY + i),
  open: Float64Array.from(bars, bar => bar[0]),
  high: Float64Array.from(bars, bar => bar[1]),
  low: Float64Array.from(bars, bar => bar[2]),
  close: Float64Array.from(bars, bar => bar[3]),
});

const intraday = roundTrips(
  timedFills([
    { quantity: 100, price: 10, minute: 600.5 },
    { quantity: -50, price: 11, minute: 603.5 },
    { quantity: -50, price: 12, minute: 606 },
  ]),
);
const overnight = roundTrips(
  timedFills([
    { quantity: -10, price: 100, minute: 900, day: DAY },
    { quantity: 10, price: 90, minute: 600, day: DAY + 2 },
  ]),
);

describe("excursions from minute bars", () => {
  test("follow the position: bars that hold a fill are not looked at", () => {
    const bars = minutesOf(600, [
      [99, 1],
      [10.5, 9],
      [10.2, 9.5],
      [99, 1],
      [13, 11],
      [12.5, 11.5],
      [99, 1],
    ]);
    const found = excursions(intraday, { minutes: () => bars });
    expect(found.adverse.values[0]).toBe(-100); // 100 units at 9
    expect(found.favourable.values[0]).toBe(50 + 150); // 50 sold at 11, 50 at 13
    expect(found.exitEfficiency.values[0]).toBeCloseTo((150 + 100) / (200 + 100), 12);
  });

  test("need most of the minutes that the trip was held", () => {
    const held = (bars: MinuteBars) => excursions(intraday, { minutes: () => bars }).adverse;
    expect(held(minutesOf(500, [[99, 1]])).reason(0)).toBe("realised only: minute bars cover 0 of its 4 minutes");
    const [one, two] = [minutesOf(601, [[11, 9]]), minutesOf(601, Array(2).fill([11, 9]))];
    expect([held(one).reason(0), held(two).reason(0)]).toEqual([expect.stringContaining("cover 1 of its 4"), null]);
    expect(held(one).values[0]).toBeNaN();
  });

  test("of a trip over nights need every session, and a trip of a moment has none", () => {
    const sessions = Float64Array.of(DAY, DAY + 1, DAY + 2);
    const around = minutesOf(900, Array(3).fill([101, 99]));
    const found = excursions(overnight, { minutes: () => around, sessions });
    expect(found.adverse.reason(0)).toBe("realised only: needs bars: there are none of X");
    const next = minutesOf(900 + 1440, Array(3).fill([105, 88]));
    expect(excursions(overnight, { minutes: () => next, sessions }).adverse.values[0]).toBe(-50);
    const brief = roundTrips(
      timedFills([
        { quantity: 1, price: 1, minute: 600.1 },
        { quantity: -1, price: 1, minute: 600.9 },
      ]),
    );
    expect(excursions(brief, { minutes: () => around }).adverse.reason(0)).toMatch(/no whole bar lies between/);
  });
});

describe("excursions from daily bars", () => {
  const bars = daysOf([
    [99, 130, 50, 104],
    [103, 112, 95, 97],
    [91, 130, 50, 92],
  ]);

  test("see the close before a night, whole sessions, and the open after it", () => {
    const found = excursions(overnight, { days: () => bars });
    expect([found.adverse.values[0], found.favourable.values[0]]).toEqual([-120, 100]);
    expect(found.exitEfficiency.values[0]).toBe(1);
  });

  test("say nothing of a trip within a session, of a gap, or of a trip that is open", () => {
    const reason = (trips: typeof overnight, days: DailyBars | undefined) =>
      excursions(trips, { days: () => days, sessions: Float64Array.of(DAY, DAY + 1, DAY + 2) }).adverse.reason(0);
    expect(reason(intraday, bars)).toMatch(/^realised only: needs minute bars/);
    expect(reason(overnight, undefined)).toBe("realised only: needs bars: there are none of X");
    const gap = { ...bars, day: Float64Array.of(DAY, DAY + 2, DAY + 3) };
    expect(reason(overnight, gap)).toBe("realised only: needs bars: there is none of X on 2019-04-15");
    const open = roundTrips(timedFills([{ quantity: 1, price: 1 }]));
    expect(reason(open, bars)).toBe("the trip is still open");
  });
});

test("an R-multiple is the net result over the money between entry and stop, and needs the stop", () => {
  const known = rMultiples(overnight, [105]);
  expect(known.values[0]).toBe(100 / 50);
  expect(rMultiples(overnight).reason(0)).toBe("no stop is known");
  expect(rMultiples(overnight, [95]).reason(0)).toMatch(/not on the losing side/);
  expect(() => rMultiples(overnight, [])).toThrow("0 stops for 1 trips");
});
