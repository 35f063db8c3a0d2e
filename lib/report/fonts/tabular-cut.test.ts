import { readFileSync } from "node:fs";
import type { Font } from "fontkit";
import { describe, expect, it } from "vitest";
import { bundledFonts } from "./bundled.js";
import { TABULAR_FAMILY, tabularCut } from "./tabular-cut.js";

describe("the cut with tabular digits", () => {
  it("has digits of one width by themselves, another family, and all else as it was", async () => {
    const { create } = await import("fontkit");
    for (const path of bundledFonts()) {
      const bytes = readFileSync(path);
      const font = create(bytes) as Font;
      const wanted = font.layout("0123456789", ["tnum"]).glyphs.map(glyph => glyph.id);
      const cut = create(Buffer.from(tabularCut(bytes, wanted))) as Font;
      expect(cut.familyName).toBe(font.familyName.replace("Inter", TABULAR_FAMILY));
      expect([..."0123456789"].map(digit => cut.glyphForCodePoint(digit.charCodeAt(0)).id)).toEqual(wanted);
      expect(new Set(cut.glyphsForString("0123456789").map(glyph => glyph.advanceWidth)).size).toBe(1);
      const others = "AZaz,.$€−Ж";
      expect(cut.glyphsForString(others).map(glyph => glyph.id)).toEqual(
        font.glyphsForString(others).map(glyph => glyph.id),
      );
    }
  });
});
