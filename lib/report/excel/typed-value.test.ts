import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDecimal, roundDecimal } from "../../document/index.js";
import { cellText, looksLikeFormula } from "./cell-text.js";
import { sheetNames } from "./sheet-name.js";
import { isExactDecimal, typedValue } from "./typed-value.js";
import { unzip, zip } from "./zip.js";

describe("a decimal", () => {
  it("becomes a number only where 15 digits hold it", () => {
    expect(typedValue("12.50", "decimal")).toBe(12.5);
    expect(typedValue("-0.000000000000001", "decimal")).toBe(-1e-15);
    expect(typedValue("123456789012345", "bigint")).toBe(123_456_789_012_345);
    expect(typedValue("1234567890123456", "bigint")).toBe("1234567890123456");
    expect(typedValue("0.1234567890123456", "decimal")).toBe("0.1234567890123456");
    expect(typedValue("1e5", "decimal")).toBe("1e5");
  });

  it("comes back digit for digit from the number it became", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.integer({ min: 0, max: 8 }), (units, scale) => {
        const digits = units.toString().padStart(scale + 1, "0");
        const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
        if (!isExactDecimal(text)) return;
        expect(roundDecimal(parseDecimal(Number(text))!, scale).units).toBe(units);
      }),
    );
  });
});

it("keeps a day before March 1900, which Excel counts wrongly, as text", () => {
  expect(typedValue("1900-02-28", "date")).toBe("1900-02-28");
  expect(typedValue("1900-03-01", "date")).toEqual(new Date("1900-03-01T00:00:00Z"));
});

it("names sheets so that Excel accepts them, whatever the titles", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary", maxLength: 60 }), { maxLength: 20 }), titles => {
      const names = sheetNames(titles);
      expect(new Set(names.map(name => name.toLowerCase())).size).toBe(titles.length);
      for (const name of names) {
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(31);
        expect(name).not.toMatch(/[[\]:*?/\\\p{Cc}]|^'|'$|^history$/iu);
        expect(name).not.toMatch(/\p{Cs}/u);
      }
    }),
  );
  expect(sheetNames(["Риск", "риск", "王伟"])).toEqual(["Риск", "риск (2)", "王伟"]);
});

it("knows text that a spreadsheet would run", () => {
  for (const text of ["=1", "+1", "-1", "@a", "\t=1", "\r=1"]) expect(looksLikeFormula(text)).toBe(true);
  for (const text of ["P&L", "1+1", "a=b", ""]) expect(looksLikeFormula(text)).toBe(false);
});

it("keeps what a cell cannot hold from breaking the workbook", () => {
  expect(cellText("a\u0000b\ud800")).toBe("a\ufffdb\ufffd");
  expect(cellText("_x0041_")).toBe("_x005F_x0041_");
  expect(cellText("x".repeat(40_000))).toHaveLength(32_767);
});

it("zips what it unzips", () => {
  const parts = new Map([
    ["a.xml", new TextEncoder().encode("<a/>".repeat(100))],
    ["ж/b.bin", new Uint8Array()],
  ]);
  const again = unzip(zip(parts));
  expect([...again.keys()]).toEqual(["a.xml", "ж/b.bin"]);
  expect(Buffer.from(again.get("a.xml")!).toString()).toBe("<a/>".repeat(100));
  expect(again.get("ж/b.bin")).toHaveLength(0);
});
