import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../core/index.js";
import { blackScholesGreeks, blackScholesPrice, type OptionGreeks } from "./black-scholes.js";
import { type OptionInputs, onFuture } from "./contract.js";

const inputs = fc.record({
  right: fc.constantFrom("call" as const, "put" as const),
  spot: fc.double({ min: 20, max: 300, noNaN: true }),
  strike: fc.double({ min: 20, max: 300, noNaN: true }),
  years: fc.double({ min: 0.1, max: 3, noNaN: true }),
  rate: fc.double({ min: -0.02, max: 0.15, noNaN: true }),
  dividend: fc.double({ min: 0, max: 0.1, noNaN: true }),
  volatility: fc.double({ min: 0.1, max: 1.2, noNaN: true }),
});

describe("Black–Scholes–Merton", () => {
  // Haug, The Complete Guide to Option Pricing Formulas (1998), pages 2–16; Hull, Options, Futures and Other Derivatives.
  it.each([
    ["price", "call", 60, 65, 0, 0.08, 0.25, 0.3, 2.1334],
    ["price", "put", 100, 95, 0.05, 0.1, 0.5, 0.2, 2.4648],
    ["price", "put", 19, 19, 0.1, 0.1, 0.75, 0.28, 1.7011],
    ["price", "call", 42, 40, 0, 0.1, 0.5, 0.2, 4.7594],
    ["delta", "call", 105, 100, 0.1, 0.1, 0.5, 0.36, 0.5946],
    ["delta", "put", 105, 100, 0.1, 0.1, 0.5, 0.36, -0.3566],
    ["gamma", "call", 55, 60, 0, 0.1, 0.75, 0.3, 0.0278],
    ["vega", "put", 55, 60, 0, 0.1, 0.75, 0.3, 18.9358],
    ["theta", "put", 430, 405, 0.05, 0.07, 1 / 12, 0.2, -31.1924],
    ["rho", "call", 72, 75, 0, 0.09, 1, 0.19, 38.7325],
    ["dividendRho", "put", 500, 490, 0.05, 0.08, 0.25, 0.15, 42.2254],
  ] as const)(
    "has the %s of the book for a %s",
    (greek, right, spot, strike, dividend, rate, years, volatility, published) => {
      const found = blackScholesGreeks({ right, spot, strike, dividend, rate, years, volatility });
      expect(found[greek]).toBeCloseTo(published, 4);
    },
  );

  const path = `${packageRoot()}/../shared/reference/black_scholes.json`;
  it.skipIf(!existsSync(path))("meets twenty digits of each Greek, which needs ../shared/reference", () => {
    const { rows } = JSON.parse(readFileSync(path, "utf8")) as {
      rows: { input: Record<string, number | string>; exact: Record<string, string> }[];
    };
    const names: Record<string, keyof OptionGreeks> = { dividend_rho: "dividendRho" };
    let compared = 0;
    for (const { input, exact } of rows) {
      const found = blackScholesGreeks({
        right: input.type as "call",
        spot: Number(input.S),
        strike: Number(input.K),
        dividend: Number(input.q),
        rate: Number(input.r),
        years: input.t === "1/12" ? 1 / 12 : Number(input.t),
        volatility: Number(input.sigma),
      });
      for (const [name, value] of Object.entries(exact)) {
        const own = found[names[name] ?? (name as keyof OptionGreeks)];
        if (own === undefined) continue;
        expect(Math.abs(own - Number(value))).toBeLessThan(2e-13 * Math.max(1, Math.abs(Number(value))));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(200);
  });

  it("keeps put–call parity", () => {
    fc.assert(
      fc.property(inputs, option => {
        const [call, put] = (["call", "put"] as const).map(right => blackScholesPrice({ ...option, right })) as [
          number,
          number,
        ];
        const { spot, strike, years, rate, dividend } = option;
        expect(call - put).toBeCloseTo(spot * Math.exp(-dividend * years) - strike * Math.exp(-rate * years), 9);
      }),
    );
  });

  it("has Greeks that are its central differences", () => {
    const bumped = (
      option: OptionInputs,
      key: "spot" | "volatility" | "rate" | "dividend" | "years",
      size: number,
      of: keyof OptionGreeks = "price",
    ): number =>
      (blackScholesGreeks({ ...option, [key]: option[key] + size })[of] -
        blackScholesGreeks({ ...option, [key]: option[key] - size })[of]) /
      (2 * size);
    fc.assert(
      fc.property(inputs, option => {
        const found = blackScholesGreeks(option);
        const { spot } = option;
        expect(bumped(option, "spot", 1e-4 * spot)).toBeCloseTo(found.delta, 5);
        expect(bumped(option, "spot", 1e-4 * spot, "delta") * spot).toBeCloseTo(found.gamma * spot, 4);
        expect(bumped(option, "volatility", 1e-5)).toBeCloseTo(found.vega, 4);
        expect(bumped(option, "rate", 1e-5)).toBeCloseTo(found.rho, 4);
        expect(bumped(option, "dividend", 1e-5)).toBeCloseTo(found.dividendRho, 4);
        expect(-bumped(option, "years", 1e-6)).toBeCloseTo(found.theta, 2);
        expect(bumped(option, "volatility", 1e-5, "delta")).toBeCloseTo(found.vanna, 3);
        expect(bumped(option, "volatility", 1e-5, "vega") / spot).toBeCloseTo(found.volga / spot, 3);
        expect(-bumped(option, "years", 1e-6, "delta")).toBeCloseTo(found.charm, 2);
      }),
      { numRuns: 60 },
    );
  });

  it("is Black's formula on a future, and has limits without volatility or time", () => {
    const future = onFuture({ right: "call", spot: 19, strike: 19, years: 0.75, rate: 0.1, volatility: 0.28 });
    expect(blackScholesPrice(future)).toBeCloseTo(1.7011, 4);
    const sure = { right: "put", spot: 90, strike: 100, years: 0, rate: 0.05, dividend: 0, volatility: 0.3 } as const;
    expect(blackScholesGreeks(sure)).toMatchObject({ price: 10, delta: -1, gamma: 0, vega: 0 });
    expect(blackScholesGreeks({ ...sure, spot: 100 }).delta).toBe(-0.5);
  });

  it.each([
    [{ spot: -37.63 }, /normal \(Bachelier\) model/],
    [{ years: -0.1 }, /has expired/],
    [{ volatility: -0.2 }, /volatility was -0\.2/],
    [{ strike: 0 }, /strike was 0/],
    [{ rate: Number.NaN }, /rate was NaN/],
  ])("refuses %o", (wrong, message) => {
    const sound = {
      right: "call",
      spot: 100,
      strike: 100,
      years: 1,
      rate: 0.05,
      dividend: 0,
      volatility: 0.2,
    } as const;
    expect(() => blackScholesPrice({ ...sound, ...wrong })).toThrow(message);
  });
});
