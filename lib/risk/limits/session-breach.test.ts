import { expect, test } from "vitest";
import type { Limit } from "./limit.js";
import type { LimitSubject } from "./limit-measures.js";
import { breachSession, isFollowed, type PnlPath, sessionBreach } from "./session-breach.js";

const limit = (measure: string, hard: number): Limit => ({
  scope: "trader",
  name: "adams",
  measure,
  soft: null,
  hard,
  from: "2020-01-01",
});
const subject = (...pnl: number[]): LimitSubject => ({
  pnl: Float64Array.from(pnl),
  monthLength: 2,
  grossExposure: 0,
  netExposure: 0,
  largestPosition: 0,
  capital: 100_000,
});
const path = (...pnl: number[]): PnlPath => ({
  timeMs: Float64Array.from(pnl, (_, i) => 1000 * (i + 1)),
  pnl: Float64Array.from(pnl),
  basis: "minute bars",
});

test("a daily loss is passed at its first moment beyond the bound, and what was traded after it is counted", () => {
  const found = sessionBreach(
    limit("dailyLoss", 500),
    subject(900, -400),
    path(-200, -500, -501, -400),
    9000,
    [1000, 3000, 3500, 8000],
  );
  expect(found).toEqual({ time: 3000, value: 501, basis: "minute bars", fillsAfter: 2, wentOnForMs: 5000 });
});

test("a drawdown falls from the peak of earlier closes, a month's loss goes on from its earlier sessions", () => {
  // The peak of closes is 900; the moment's own 1,000 is none before the session closes.
  expect(
    sessionBreach(limit("drawdown", -0.01), subject(900, -2000), path(1000, -1000, -1001), 9000, []),
  ).toMatchObject({
    time: 3000,
    value: -0.01001,
  });
  expect(
    sessionBreach(limit("monthlyLoss", 1000), subject(50, -700, -300.5), path(-300, -301), 9000, []),
  ).toMatchObject({
    time: 2000,
    value: 1001,
  });
});

test("what nothing within the session shows was passed at the close; what is within is not passed", () => {
  expect(sessionBreach(limit("dailyLoss", 500), subject(-600), path(-100), 9000, [9500])).toEqual({
    time: 9000,
    value: 600,
    basis: "at the close",
    fillsAfter: 1,
    wentOnForMs: 500,
  });
  expect(sessionBreach(limit("dailyLoss", 500), subject(-400), path(-100), 9000, [])).toBeNull();
});

test("a daily loss begins anew each session, a month's each month, a drawdown lasts", () => {
  const dates = ["2020-02-27", "2020-02-28", "2020-03-02", "2020-03-03"];
  const session = (measure: string) => breachSession(limit(measure, 1), "2020-02-28", dates);
  expect([session("dailyLoss"), session("monthlyLoss"), session("drawdown")]).toEqual([dates[3], dates[2], dates[1]]);
  expect(isFollowed(limit("var99", 1))).toBe(false);
  expect(isFollowed({ ...limit("dailyLoss", 1), scope: "symbol" })).toBe(false);
});
