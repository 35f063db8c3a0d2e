import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDefined } from "../figure.js";
import { blackScholesGreeks, blackScholesPrice } from "./black-scholes.js";
import { impliedVolatility } from "./implied-volatility.js";

const option = { right: "call", spot: 100, strike: 100, years: 0.5, rate: 0.03, dividend: 0.01 } as const;

describe("implied volatility", () => {
  it("gives back the volatility that a price was made with, wherever the price knows it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("call" as const, "put" as const),
        fc.double({ min: 40, max: 250, noNaN: true }),
        fc.double({ min: 0.02, max: 3, noNaN: true }),
        fc.double({ min: 0.04, max: 2.5, noNaN: true }),
        fc.double({ min: -0.02, max: 0.1, noNaN: true }),
        (right, strike, years, volatility, rate) => {
          const given = { ...option, right, strike, years, rate };
          const { price, vega } = blackScholesGreeks({ ...given, volatility });
          // A price tells its volatility to (rounding of the price)/vega; the rest is lost with the price's digits.
          const known = (Number.EPSILON * Math.max(price, 1)) / vega;
          if (!(known < 1e-13)) return;
          const found = impliedVolatility({ ...given, price });
          if (!isDefined(found)) throw new Error(found.reason);
          expect(Math.abs(found - volatility)).toBeLessThan(1e-12 + 200 * known);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("at the money on the forward, and for far strikes and long times", () => {
    for (const [strike, years, volatility] of [
      [100, 1, 0.2],
      [400, 0.25, 0.6],
      [25, 2, 0.3],
      [100, 10, 1.5],
    ] as const) {
      const given = {
        ...option,
        strike,
        years,
        rate: 0,
        dividend: 0,
        right: strike < 100 ? ("put" as const) : ("call" as const),
      };
      const price = blackScholesPrice({ ...given, volatility });
      expect(impliedVolatility({ ...given, price })).toBeCloseTo(volatility, 10);
    }
  });

  it.each([
    [{ price: 0 }, /not above the intrinsic value of 0/],
    [{ strike: 80, price: 15 }, /not above the intrinsic value/],
    [{ price: 101 }, /the most it can be worth/],
    [{ years: 0, price: 1 }, /at its expiry/],
  ])("is undefined with a reason: %o", (over, reason) => {
    expect(impliedVolatility({ ...option, ...{ price: 5 }, ...over })).toMatchObject({
      reason: expect.stringMatching(reason),
    });
  });

  it("refuses an expired option and a negative underlying", () => {
    expect(() => impliedVolatility({ ...option, price: 5, years: -0.1 })).toThrow(/has expired/);
    expect(() => impliedVolatility({ ...option, price: 5, spot: -37 })).toThrow(/Bachelier/);
  });
});
