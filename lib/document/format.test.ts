import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell, Format } from "./block.js";
import { formatValue } from "./format.js";

const usd = { kind: "money", currency: "USD", digits: 0 } as const;
const compact = { ...usd, compact: true } as const;

describe("formatValue", () => {
  it.each<[Cell, Format, string]>([
    [-1234567.891, { ...usd, digits: 2 }, "−$1,234,567.89"],
    [1234.5, { kind: "money", currency: "CHF", digits: 2 }, "CHF\u00a01,234.50"],
    [1_236_000, compact, "$1.24m"],
    [999_600, compact, "$1.00m"],
    [-12_340_000_000, compact, "−$12.3bn"],
    [950, compact, "$950"],
    [0.285, { kind: "percent", digits: 0 }, "29%"],
    [-0.0314, { kind: "percent", digits: 1 }, "−3.1%"],
    [1.005, { kind: "number", digits: 2 }, "1.01"],
    [-0.001, { kind: "number", digits: 2 }, "0.00"],
    [1e21, { kind: "integer" }, "1,000,000,000,000,000,000,000"],
    ["12345678901234567.895", { kind: "number", digits: 2 }, "12,345,678,901,234,567.90"],
    ["9007199254740993", { kind: "integer" }, "9,007,199,254,740,993"],
    [1.5, { kind: "ratio", digits: 2 }, "1.50"],
    ["2020-04-17", { kind: "date" }, "2020-04-17"],
    ["2020-04-17T20:00:00Z", { kind: "timestamp" }, "2020-04-17 20:00 UTC"],
    ["2020-04-17T20:00:05.250Z", { kind: "timestamp" }, "2020-04-17 20:00:05.25 UTC"],
    [true, { kind: "boolean" }, "yes"],
    ["0012", { kind: "text" }, "0012"],
    ["on 2020-03-16", usd, "on 2020-03-16"],
    [null, usd, "–"],
    ["", { kind: "text" }, "–"],
  ])("prints %j as %j: %s", (value, format, text) => {
    expect(formatValue(value, format)).toBe(text);
  });

  it("refuses what is no figure", () => {
    expect(() => formatValue(Number.NaN, usd)).toThrow(/cannot be printed/);
    expect(() => formatValue(Number.POSITIVE_INFINITY, usd)).toThrow(/cannot be printed/);
  });

  it("prints every finite number so that it reads back within half of the last digit", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), value => {
        const text = formatValue(value, { kind: "number", digits: 3 });
        expect(text).toMatch(/^−?\d{1,3}(,\d{3})*\.\d{3}$/);
        expect(Math.abs(Number(text.replace("−", "-").replaceAll(",", "")) - value)).toBeLessThanOrEqual(0.000501);
      }),
    );
  });
});
