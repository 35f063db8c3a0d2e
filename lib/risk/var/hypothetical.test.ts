import { describe, expect, it } from "vitest";
import { blackScholesPrice } from "../options/black-scholes.js";
import { sumOf } from "./contribution.js";
import { type CloseHistory, type HeldPosition, hypotheticalBy, hypotheticalPnl } from "./hypothetical.js";

const days = ["2020-03-02", "2020-03-03", "2020-03-04"];
const closes: Record<string, number[]> = {
  SPY: [100, 90, 99],
  CL: [5, -37, 10],
  NEW: [Number.NaN, 20, 22],
  "SPY P95": [
    4,
    9,
    blackScholesPrice({ right: "put", spot: 99, strike: 95, years: 0.5, rate: 0, dividend: 0, volatility: 0.4 }),
  ],
};
const history: CloseHistory = { days, closesOf: symbol => closes[symbol] && Float64Array.from(closes[symbol]) };
const held = (symbol: string, quantity: number, over: Partial<HeldPosition> = {}): HeldPosition => ({
  account: "A",
  symbol,
  quantity,
  multiplier: 1,
  kind: "equity",
  underlying: null,
  option: null,
  ...over,
});
const put = { underlying: "SPY", strike: 95, expiry: "2020-09-02", right: "put" } as const;

describe("hypothetical P&L", () => {
  it("moves what is held now by past returns, and a future at a negative price by the difference", () => {
    const { positions, days: moves } = hypotheticalPnl(
      [held("SPY", -10), held("CL", 2, { kind: "future", multiplier: 1000 })],
      history,
    );
    expect(moves).toEqual(days.slice(1));
    expect([...positions[0]!.pnl]).toEqual([expect.closeTo(99, 9), expect.closeTo(-99, 9)]);
    expect([...positions[1]!.pnl]).toEqual([-84_000, 94_000]);
  });

  it("prices options anew: a put gains more on the way down than it loses on the way up", () => {
    const { positions } = hypotheticalPnl(
      [held("SPY P95", 1, { kind: "option", multiplier: 100, option: put })],
      history,
    );
    const years = 182 / 365;
    expect(years).toBeGreaterThan(0);
    const [fall, rise] = positions[0]!.pnl as unknown as [number, number];
    expect(fall).toBeGreaterThan(0);
    expect(rise).toBeLessThan(0);
    expect(fall).toBeGreaterThan(-rise);
  });

  it("leaves out what it cannot know, and says why", () => {
    const { positions, leftOut } = hypotheticalPnl(
      [
        held("NEW", 1),
        held("GONE", 1),
        held("CL", 1),
        held("X C1", 1, { kind: "option" }),
        held("SPY P95", 1, { kind: "option", option: { ...put, expiry: "2020-03-04" } }),
        held("SPY P95", 1, { kind: "option", option: { ...put, strike: 300 } }),
      ],
      history,
    );
    expect(positions).toEqual([]);
    expect(leftOut.map(({ reason }) => reason)).toEqual([
      "NEW has no close on 1 of 3 sessions",
      "GONE has no prices",
      "CL has a close at or below zero",
      "X C1 is an option without underlying, strike, expiry or right",
      "SPY P95 has expired on 2020-03-04",
      expect.stringContaining("no volatility gives SPY P95 its close"),
    ]);
  });

  it("takes the underlying's moves for a future that is younger than the history", () => {
    const young = held("NEW", 3, { kind: "future", multiplier: 50, underlying: "SPY" });
    const { positions } = hypotheticalPnl([young], history);
    expect([...positions[0]!.pnl]).toEqual([
      expect.closeTo(3 * 50 * 22 * -0.1, 9),
      expect.closeTo(3 * 50 * 22 * 0.1, 9),
    ]);
  });

  it("adds up by account", () => {
    const all = hypotheticalPnl(
      [held("SPY", 5), held("SPY", 7, { account: "B" }), held("CL", 1, { kind: "future" })],
      history,
    );
    const parts = hypotheticalBy(all, ({ account }) => account);
    expect(parts.map(({ id }) => id)).toEqual(["A", "B"]);
    const whole = hypotheticalBy(all, () => "firm")[0]!;
    expect([...sumOf(parts)]).toEqual([...whole.pnl].map(value => expect.closeTo(value, 9)));
  });
});
