import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dayNumber, packageRoot } from "../../core/index.js";
import { marksOf, readIndexBars } from "../../data/index.js";
import { Undefined } from "../figure.js";
import { findMeasure } from "../measure.js";
import { blackScholesPrice } from "../options/black-scholes.js";
import { combineShocks } from "./factors.js";
import { recoverySessions, withOwnPrices } from "./history.js";
import { moveProbability } from "./move-probability.js";
import type { StressPosition } from "./position.js";
import { relativeVolatility } from "./relative-volatility.js";
import { returnOf, revalue } from "./revalue.js";
import { reverseStress } from "./reverse.js";
import { reverseLimits } from "./reverse-limits.js";
import { runScenario, runScenarios, stressParts } from "./run-scenario.js";
import { combineScenarios, parseScenario, type Scenario } from "./scenario.js";
import { describeScenarios } from "./summary.js";

const market = { rate: 0, dividend: 0 };

const share: StressPosition = {
  account: "A1",
  trader: "Ann",
  desk: "Shares",
  symbol: "ABC",
  kind: "equity",
  underlying: null,
  sector: "Energy",
  units: 100,
  marketValue: 10_000,
  beta: 1.5,
  relativeVolatility: 2,
  option: null,
};

/** Ten short puts, a quarter of a year from expiry, at 20% of volatility. */
const option = { right: "put", spot: 100, strike: 95, years: 0.25, rate: 0, dividend: 0, volatility: 0.2 } as const;
const mark = blackScholesPrice(option);
const put: StressPosition = {
  ...share,
  account: "A2",
  trader: "Bob",
  desk: "Options",
  symbol: "ABC P95",
  kind: "option",
  underlying: { symbol: "ABC", kind: "equity" },
  units: -1000,
  marketValue: -1000 * mark,
  beta: 1,
  option: { right: "put", underlying: "ABC", onFuture: false, strike: 95, years: 0.25, spot: 100, mark },
};

const scenario = (shocks: Record<string, number>, more: Partial<Scenario> = {}): Scenario => ({
  name: "s",
  title: "S",
  kind: "parametric",
  from: null,
  to: null,
  intraday: false,
  shocks,
  source: "made up",
  unverified: [],
  probability: null,
  ...more,
});

describe("revaluation", () => {
  it("moves a share by its symbol, else its sector, else its beta", () => {
    expect(returnOf(share, { equity: -0.1 })).toBeCloseTo(-0.15, 12);
    expect(returnOf(share, { equity: -0.1, "sector:Energy": 0.2 })).toBe(0.2);
    expect(returnOf(share, { equity: -0.1, "sector:Energy": 0.2, "symbol:ABC": -0.5 })).toBe(-0.5);
    expect(returnOf({ ...share, beta: 3 }, { equity: -0.5 })).toBe(-1);
  });

  it("takes beta to the relative volatility when correlations go to 1, and to nothing when they go to 0", () => {
    expect(returnOf(share, { equity: -0.1, correlation: 1 })).toBeCloseTo(-0.2, 12);
    expect(returnOf(share, { equity: -0.1, correlation: 0.5 })).toBeCloseTo(-0.175, 12);
    expect(returnOf(share, { equity: -0.1, correlation: -1 })).toBeCloseTo(0, 12);
  });

  it("prices an option anew from its own mark, by price, volatility and rate together", () => {
    const shocked = blackScholesPrice({ ...option, spot: 90, volatility: 0.5, rate: 0.01 });
    const pnl = revalue(put, { equity: -0.1, volatility: 0.3, rate: 0.01 }, market);
    expect(pnl).toBeCloseTo(-1000 * (shocked - mark), 6);
    expect(revalue(put, { volatility_relative: 1.5 }, market)).toBeCloseTo(
      -1000 * (blackScholesPrice({ ...option, volatility: 0.5 }) - mark),
      6,
    );
    expect(revalue(put, { "symbol:ABC": -1 }, market)).toBeCloseTo(-1000 * (95 - mark), 6);
  });

  it("charges closing by what is left of a position", () => {
    expect(revalue(share, { equity: -0.1, spread: 0.05 }, market)).toBeCloseTo(-1500 - 0.05 * 8500, 9);
  });

  it.each<[string, StressPosition, Record<string, number>, RegExp]>([
    ["no beta", { ...share, beta: null }, { equity: -0.1 }, /no beta of ABC/],
    ["no price", { ...share, marketValue: Number.NaN }, { equity: -0.1 }, /no closing price/],
    [
      "no relative volatility",
      { ...share, relativeVolatility: null },
      { equity: -0.1, correlation: 1 },
      /too few prices/,
    ],
    ["no price of the underlying", { ...put, option: { ...put.option!, spot: null } }, {}, /no closing price of ABC/],
    ["an expired option", { ...put, option: { ...put.option!, years: -0.01 } }, {}, /has expired/],
    ["a negative underlying", { ...put, option: { ...put.option!, spot: -37.63 } }, {}, /above zero/],
    [
      "a mark below intrinsic value",
      { ...put, option: { ...put.option!, spot: 90, mark: 4 } },
      {},
      /no implied volatility/,
    ],
    [
      "a currency under a shock of shares",
      { ...share, kind: "fx", beta: null },
      { equity: -0.1 },
      /says nothing of fx/,
    ],
  ])("lists a position with %s and why, and leaves it out of the sum", (_, position, shocks, reason) => {
    const { pnl, leftOut, positions } = runScenario([position, { ...share, symbol: "XYZ" }], scenario(shocks), market);
    expect(leftOut[0]).toMatchObject({ position, reason: expect.stringMatching(reason) as string });
    expect(positions.reduce((sum, row) => sum + row.pnl, 0)).toBe(pnl);
  });
});

describe("scenarios of a book", () => {
  it("come worst first, and their parts add up", () => {
    const results = runScenarios([share, put], [scenario({ equity: 0.1 }), scenario({ equity: -0.2 })], market);
    expect(results[0]!.pnl).toBeLessThan(results[1]!.pnl!);
    const parts = stressParts(results[0]!, "desk");
    expect(parts.map(({ label }) => label)).toEqual(["Options", "Shares"]);
    expect(parts.reduce((sum, { pnl }) => sum + pnl, 0)).toBeCloseTo(results[0]!.pnl!, 9);
  });

  it("are never taken for zero where nothing could be worked out", () => {
    const lost = { ...share, beta: null };
    const results = runScenarios([lost], [scenario({ equity: -0.1 }), scenario({ "symbol:ABC": -0.1 })], market);
    expect(results.map(({ pnl }) => pnl)).toEqual([expect.closeTo(-1000, 9), null]);
    expect(findMeasure(describeScenarios(results, "USD"), "mean_scenario_loss")).toMatchObject({
      n: 1,
      warning: expect.anything() as string,
    });
    expect(findMeasure(describeScenarios(results.slice(1), "USD"), "worst_scenario_loss").reason).toBe(
      "no scenario could be worked out",
    );
  });

  it("name sectors and symbols that the book does not have", () => {
    expect(runScenario([share], scenario({ "sector:Enegry": -0.1 }), market).unused).toEqual(["sector:Enegry"]);
  });

  it("have an expected loss only where a model gives probabilities", () => {
    const bad = scenario({ equity: -0.1 }, { probability: { value: 0.25, model: "m" } });
    const run = (scenarios: Scenario[]) => describeScenarios(runScenarios([share], scenarios, market), "USD");
    expect(findMeasure(run([bad, scenario({ equity: -0.2 })]), "expected_scenario_loss").reason).toMatch(/1 of 2/);
    expect(findMeasure(run([bad]), "expected_scenario_loss").value).toBeCloseTo(0.25 * 1500, 9);
    expect(findMeasure(run([bad, scenario({ equity: -0.2 })]), "worst_scenario_loss").value).toBeCloseTo(3000, 9);
    expect(findMeasure(run([bad, scenario({ equity: -0.2 })]), "mean_scenario_loss").value).toBeCloseTo(2250, 9);
  });
});

describe("a scenario's file", () => {
  const text = "title: T\nkind: parametric\nshocks: { equity: -0.1 }\nsource: s\n";

  it.each([
    [
      "an unknown factor",
      text.replace("equity", "equities"),
      /"equities", which is no factor; there are equity, sector:NAME/,
    ],
    ["a price below zero", text.replace("-0.1", "-1.2"), /no price falls by more than all of it/],
    ["a correlation beyond 1", text.replace("equity: -0.1", "correlation: 2"), /expected −1 to 1/],
    ["no source", text.replace("source: s\n", ""), /source: is missing/],
    ["history without days", text.replace("parametric", "historical"), /from: what happened needs from and to/],
    ["a stray key", `${text}shock: 1\n`, /shock: there is no such key/],
    ["an unverified factor that is not there", `${text}unverified: [rate]\n`, /calls "rate" unverified/],
    ["broken YAML", "title: [", /could not be read as YAML/],
  ])("is refused with %s", (_, wrong, message) => {
    expect(() => parseScenario(wrong, "s", "s.yaml")).toThrow(message);
  });

  it("can be combined: returns compound, volatilities add up", () => {
    expect(combineShocks({ equity: -0.1, volatility: 0.1 }, { equity: -0.1, volatility: 0.2, rate: 0.01 })).toEqual({
      equity: expect.closeTo(-0.19, 12) as number,
      volatility: expect.closeTo(0.3, 12) as number,
      rate: 0.01,
    });
    const [a, b] = [scenario({ equity: -0.1 }), scenario({ rate: 0.01 }, { name: "r", unverified: ["rate"] })];
    expect(combineScenarios([a, b])).toMatchObject({
      name: "s+r",
      unverified: ["rate"],
      shocks: { equity: -0.1, rate: 0.01 },
    });
  });
});

describe("the scenarios that ship", () => {
  const folder = join(packageRoot(), "templates", "scenarios");
  const shipped = readdirSync(folder)
    .filter(file => file.endsWith(".yaml"))
    .map(file => parseScenario(readFileSync(join(folder, file), "utf8"), file.replace(".yaml", ""), file));
  const bars = readIndexBars();
  const bar = (date: string) => bars.find(found => found.date === date);

  it("cover what a desk asks for", () => {
    for (const year of ["1987", "1998", "2000", "2008", "2010", "2015", "2018", "2020", "2022"])
      expect(shipped.some(({ name, kind }) => kind === "historical" && name.startsWith(year))).toBe(true);
  });

  it.each(
    shipped
      .filter(({ from }) => from !== null && from >= "2000" && from < "2020-05")
      .map(found => [found.name, found] as const),
  )("%s falls as the S&P 500 really did", (_, { from, to, intraday, shocks }) => {
    const end = bar(to!)!;
    expect(shocks.equity).toBeCloseTo((intraday ? end.low : end.close) / bar(from!)!.close - 1, 4);
  });

  it("fall to and from the dates of the real high and low where they say so", () => {
    const closes = bars.map(({ date, close }) => ({ date, close }));
    const low = closes.filter(({ date }) => date < "2003").reduce((a, b) => (b.close < a.close ? b : a));
    expect(shipped.find(({ name }) => name === "2000-dot-com")!.to).toBe(low.date);
  });

  it("say how long the index took to be back", () => {
    const closes = bars.map(({ date, close }) => ({ date, close }));
    expect(recoverySessions(closes, "2015-08-17", "2015-08-25")).toBe(48);
    expect(recoverySessions(closes, "2020-02-19", "2020-03-23")).toMatchObject({
      reason: expect.stringMatching(/not by 2020-04-17/) as string,
    });
    expect(recoverySessions(closes, "1987-10-16", "1987-10-19")).toMatchObject({ reason: "no price on 1987-10-16" });
  });
});

describe("history from the store's prices", () => {
  const days = ["2020-02-19", "2020-03-23"].map(dayNumber);
  const closes = marksOf({
    n: 3,
    symbols: ["ABC", "XYZ"],
    symbol: [0, 0, 1],
    day: [...days, days[0]!],
    close: [100, 40, 7],
  });
  const march = scenario({ equity: -0.3 }, { kind: "historical", from: "2020-02-19", to: "2020-03-23" });

  it("moves symbols by their own return, and the others as declared", () => {
    const found = withOwnPrices(march, ["ABC", "XYZ"], closes);
    expect(found).toMatchObject({ own: ["ABC"], missing: ["XYZ"] });
    expect(found.scenario.shocks).toEqual({ equity: -0.3, "symbol:ABC": expect.closeTo(-0.6, 12) as number });
  });

  it("leaves what happened within a session as declared", () => {
    expect(withOwnPrices({ ...march, intraday: true }, ["ABC"], closes).own).toEqual([]);
  });

  it("needs sixty returns for a relative volatility", () => {
    const days = Array.from({ length: 100 }, (_, day) => day);
    const path = (scale: number) => days.map(day => 100 * Math.exp(scale * Math.sin(day * day)));
    const marks = marksOf({
      n: 200,
      symbols: ["M", "S"],
      symbol: [...days.map(() => 0), ...days.map(() => 1)],
      day: [...days, ...days],
      close: [...path(0.01), ...path(0.03)],
    });
    expect(relativeVolatility(marks.of("S"), marks.of("M"), 99)).toBeCloseTo(3, 9);
    expect(relativeVolatility(marks.of("S"), marks.of("M"), 40)).toBeNull();
    expect(relativeVolatility(marks.of("S"), undefined, 99)).toBeNull();
  });
});

describe("reverse stress", () => {
  it("finds the smallest fall that loses too much", () => {
    const found = reverseStress([share], market, { factor: "equity", most: -0.9, breaks: pnl => pnl < -3000 });
    expect((found as { pnl: number }).pnl).toBeLessThan(-3000);
    expect(found).toMatchObject({ shock: expect.closeTo(-0.2, 9) as number, pnl: expect.closeTo(-3000, 4) as number });
  });

  it("finds the nearer of two ways to break, which options have", () => {
    const straddle = [put, { ...put, option: { ...put.option!, right: "call" as const, strike: 105 } }];
    const rise = reverseStress(straddle, market, { factor: "equity", most: 1, breaks: pnl => pnl < -5000 });
    if (rise instanceof Undefined) throw new Error(rise.reason);
    expect(rise.shock).toBeGreaterThan(0);
    expect(rise.pnl).toBeCloseTo(-5000, 3);
  });

  it("says that nothing breaks", () => {
    expect(reverseStress([share], market, { factor: "equity", most: 1, breaks: pnl => pnl < 0 })).toMatchObject({
      reason: expect.stringMatching(/nothing breaks up to equity 1/) as string,
    });
  });

  it("asks each limit of a measure with the positions of its own", () => {
    const limit = {
      scope: "desk",
      name: "*",
      measure: "drawdown",
      soft: null,
      hard: -0.1,
      from: "2020-01-01",
    } as const;
    const status = {
      limit,
      name: "Shares",
      state: "within",
      value: -0.04,
      reason: null,
      utilisation: 0.4,
      headroom: 0.06,
    } as const;
    const asked = { measure: "drawdown", factor: "equity", capitalOf: () => 50_000 };
    const [found] = reverseLimits([status], [share, put], market, asked);
    expect(found!.fall).toMatchObject({ shock: expect.closeTo(-0.2, 6) as number });
    expect(() => reverseLimits([status], [share], market, { ...asked, measure: "var99" })).toThrow(
      /"var99" cannot be asked in reverse; there are dailyLoss/,
    );
  });
});

describe("the probability of a move", () => {
  const bars = readIndexBars();
  const returns = Float64Array.from(bars.slice(1), ({ close }, day) => close / bars[day]!.close - 1);

  it("is that of a t distribution fitted to real sessions, with what was seen beside it", () => {
    const fall = moveProbability(returns, -0.04);
    if (fall instanceof Undefined) throw new Error(fall.reason);
    expect(fall.probability * fall.sessions).toBeGreaterThan(fall.seen / 2);
    expect(fall.probability * fall.sessions).toBeLessThan(fall.seen * 2);
    expect(moveProbability(returns, 0)).toBeInstanceOf(Undefined);
  });
});
