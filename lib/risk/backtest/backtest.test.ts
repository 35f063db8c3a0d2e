import { describe, expect, it } from "vitest";
import { isDefined } from "../figure.js";
import { aaplTable } from "../testing/aapl.js";
import { VAR_MODELS, varModel } from "../var/catalogue.js";
import { acerbiSzekelyTests } from "./acerbi-szekely.js";
import { christoffersenTests } from "./christoffersen.js";
import { dieboldMarianoTest } from "./diebold-mariano.js";
import { dynamicQuantileTest } from "./dynamic-quantile.js";
import { backtestVar } from "./evaluate.js";
import { quantileLosses } from "./loss-functions.js";
import { trafficLight } from "./traffic-light.js";

function defined<T>(figure: T): Exclude<T, { reason: string }> {
  if (!isDefined(figure)) throw new Error((figure as { reason: string }).reason);
  return figure as Exclude<T, { reason: string }>;
}

describe("Christoffersen's tests", () => {
  // varbacktest.cci and .cc of the MathWorks Risk Management Toolbox: 1043 days, 57 exceptions, 4 of them in pairs.
  it("meet the example of the MathWorks Risk Management Toolbox (Normal95)", () => {
    const hits = new Uint8Array(1043);
    for (let i = 0; i < 53; i++) hits[5 + 18 * i] = 1;
    for (let i = 0; i < 4; i++) hits[6 + 18 * i] = 1;
    const { independence, conditional } = defined(christoffersenTests(hits, 0.95));
    expect(independence.statistic).toBeCloseTo(0.25866315258576833, 10);
    expect(independence.pValue).toBeCloseTo(0.6110400778479612, 10);
    expect(conditional.statistic).toBeCloseTo(0.7201295479147234, 10);
    expect(conditional.pValue).toBeCloseTo(0.6976311362780107, 10);
  });

  it("see exceptions that come in clusters where Kupiec's does not", () => {
    const hits = new Uint8Array(1000);
    hits.fill(1, 500, 510);
    const { independence, conditional } = defined(christoffersenTests(hits, 0.99));
    expect(independence.pValue).toBeLessThan(1e-10);
    expect(conditional.statistic).toBeCloseTo(independence.statistic, 10);
  });
});

describe("Basel's traffic light", () => {
  // BCBS 22, table 2.
  it.each([
    [0, "green", 0.0811, 0],
    [4, "green", 0.8922, 0],
    [5, "yellow", 0.9588, 0.4],
    [7, "yellow", 0.996, 0.65],
    [9, "yellow", 0.9997, 0.85],
    [10, "red", 0.9999, 1],
  ] as const)("with %s exceptions of 250 is %s", (exceptions, zone, cumulative, addOn) => {
    const light = trafficLight({ exceptions, observations: 250, confidence: 0.99 });
    expect(light.zone).toBe(zone);
    expect(light.cumulative).toBeCloseTo(cumulative, 4);
    expect(light.addOn).toBe(addOn);
    expect(light.frtbAddOn).toBeCloseTo(addOn / 2, 1);
  });

  it("has zones and no multiplier for other lengths and levels", () => {
    expect(trafficLight({ exceptions: 30, observations: 500, confidence: 0.95 })).toMatchObject({
      addOn: null,
      zone: "green",
    });
    expect(trafficLight({ exceptions: 500, observations: 500, confidence: 0.95 }).cumulative).toBe(1);
  });
});

describe("Acerbi and Székely's tests", () => {
  it("are zero where losses are as many and as large as promised", () => {
    const pnl = new Float64Array(200).fill(1);
    pnl.fill(-10, 0, 5);
    const forecasts = { var: new Float64Array(200).fill(8), es: new Float64Array(200).fill(10) };
    expect(defined(acerbiSzekelyTests(pnl, forecasts, 0.975))).toEqual({
      z1: 0,
      z2: expect.closeTo(0, 12),
      verdict: "pass",
    });
    pnl.fill(-20, 0, 5);
    const worse = defined(acerbiSzekelyTests(pnl, forecasts, 0.975));
    expect(worse.z1).toBe(-1);
    expect(worse.verdict).toBe("warn");
  });
});

describe("the dynamic quantile test", () => {
  it("has nothing to say without exceptions, and sees a hit that follows a hit", () => {
    const values = Float64Array.from({ length: 400 }, (_, t) => 1 + 0.1 * Math.sin(t));
    const none = dynamicQuantileTest(new Uint8Array(400), values, { confidence: 0.99 });
    expect(isDefined(none)).toBe(false);
    const hits = Uint8Array.from({ length: 400 }, (_, t) => (t % 100 < 3 ? 1 : 0));
    expect(defined(dynamicQuantileTest(hits, values, { confidence: 0.97 })).pValue).toBeLessThan(1e-6);
    const spread = Uint8Array.from({ length: 400 }, (_, t) => (t % 37 === 11 ? 1 : 0));
    expect(defined(dynamicQuantileTest(spread, values, { confidence: 0.97 })).pValue).toBeGreaterThan(0.5);
  });

  it("does not depend on the unit of the P&L", () => {
    const hits = Uint8Array.from({ length: 300 }, (_, t) => (t % 29 === 3 ? 1 : 0));
    const values = Float64Array.from({ length: 300 }, (_, t) => 1 + 0.3 * Math.cos(t));
    const small = defined(dynamicQuantileTest(hits, values, { confidence: 0.97 }));
    const large = defined(
      dynamicQuantileTest(
        hits,
        values.map(value => value * 1e7),
        { confidence: 0.97 },
      ),
    );
    expect(large.statistic).toBeCloseTo(small.statistic, 8);
  });
});

describe("comparing models", () => {
  it("the true quantile has the least loss, and the difference is seen", () => {
    const pnl = Float64Array.from({ length: 2000 }, (_, t) => ((t * 7919) % 2000) / 2000 - 0.5);
    const losses = (value: number): Float64Array => quantileLosses(pnl, new Float64Array(2000).fill(value), 0.95);
    const test = defined(dieboldMarianoTest(losses(0.45), losses(0.3)));
    expect(test.statistic).toBeLessThan(-2);
    expect(
      defined(
        dieboldMarianoTest(
          losses(0.45),
          losses(0.45).map(loss => loss + Math.sin(loss * 1e6) * 1e-9),
        ),
      ).pValue,
    ).toBeGreaterThan(0.01);
    expect(isDefined(dieboldMarianoTest(losses(0.45), losses(0.45)))).toBe(false);
  });
});

describe("a rolling back-test", () => {
  const { returns } = aaplTable();

  it.each(VAR_MODELS.map(({ id }) => [id] as const))("of %s looks at nothing that was not known", id => {
    const model = varModel(id);
    const options = { confidence: 0.99, window: 250 };
    const whole = backtestVar(model, returns.subarray(0, 400), options);
    const shocked = returns.slice(0, 400);
    shocked[399] = -0.5;
    const other = backtestVar(model, shocked, options);
    expect(other.var).toEqual(whole.var);
    expect(whole.periods[0]).toBe(250);
    expect(other.exceptions).toBe(whole.exceptions + 1 - whole.hits.at(-1)!);
  });

  it("tests traded periods and tells how many were not", () => {
    const traded = returns.map((_, i) => (i % 5 === 0 ? 0 : 1));
    const pnl = returns.map((value, i) => value * traded[i]!);
    const { periods, inactive, hits } = backtestVar(varModel("historical"), pnl, {
      confidence: 0.95,
      window: 100,
      traded,
    });
    expect(periods.some(period => period % 5 === 0)).toBe(false);
    expect(inactive + hits.length).toBe(returns.length - 100);
  });

  it("says why there is nothing to test", () => {
    const short = backtestVar(varModel("ewma"), returns.subarray(0, 100), { confidence: 0.99, window: 250 });
    expect(short.kupiec).toMatchObject({ reason: "a window of 250 leaves no period to test of 100" });
    expect(() => backtestVar(varModel("ewma"), returns, { confidence: 0.99, window: 0 })).toThrow(/window was 0/);
    const flat = backtestVar(varModel("student_t"), new Float64Array(300), { confidence: 0.99, window: 250 });
    expect(flat.without).toMatchObject({ count: 50, reason: "all 250 observations are the same" });
    expect(flat.kupiec).toMatchObject({ reason: "all 250 observations are the same" });
  });
});
