import { expect, test } from "vitest";
import { intradayDrawdown } from "./intraday.js";

const path = (low: number[], high: number[]) => ({
  timeMs: Float64Array.from(low, (_, i) => i),
  low: Float64Array.from(low),
  high: Float64Array.from(high),
});

test("the trailing drawdown falls from the best open P&L before it, never from the same minute's", () => {
  expect(intradayDrawdown(path([-5, 10, -20, 0], [0, 80, 30, 90]))).toEqual({ drawdown: -100, troughMs: 2, peak: 80 });
  expect(intradayDrawdown(path([-5, 1], [60, 2]))).toEqual({ drawdown: -59, troughMs: 1, peak: 60 });
});

test("a session that only loses falls from its opening, one that never falls has none", () => {
  expect(intradayDrawdown(path([-5, -7], [-1, -2]))).toMatchObject({ drawdown: -7, peak: 0 });
  expect(intradayDrawdown(path([0, 3], [3, 4]))).toEqual({ drawdown: 0, troughMs: Number.NaN, peak: 0 });
  expect(() => intradayDrawdown({ ...path([1], [1]), low: new Float64Array(2) })).toThrow("1 times, 2 lows");
});
