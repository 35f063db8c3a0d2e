import { describe, expect, it } from "vitest";
import type { Document } from "../../document/index.js";
import { bundledFonts } from "./bundled.js";
import { missingGlyphs, missingGlyphsSentence } from "./coverage.js";
import { webFontRules } from "./web-fonts.js";

function documentOf(cells: string[], markdown = ""): Document {
  return {
    title: "Names",
    firm: "Firm",
    currency: "USD",
    asOf: "2020-04-17T20:00:00Z",
    window: "2020-04-17",
    snapshot: null,
    parameters: {},
    definitionsVersion: "1",
    simulated: false,
    blocks: [
      { type: "text", markdown },
      {
        type: "table",
        id: "t",
        title: "Traders",
        columns: [{ key: "name", label: "Trader", type: "string", format: { kind: "text" } }],
        rowCount: cells.length,
        data: { values: { name: cells } },
      },
    ],
  };
}

describe("missing glyphs", () => {
  it("are found with their place and number; Latin, Cyrillic and Greek are all there", async () => {
    const document = documentOf(["王小明", "王", "Иванова", "Željko", "Ελένη"], "− – “ ” → € ₽ σ²");
    const missing = await missingGlyphs(document, bundledFonts());
    expect(missing.map(({ character, codePoint, count }) => [character, codePoint, count])).toEqual([
      ["小", "U+5C0F", 1],
      ["明", "U+660E", 1],
      ["王", "U+738B", 2],
    ]);
    expect(missingGlyphsSentence(missing)).toContain('王 (U+738B) in Trader of "Traders"');
  });

  it("do not include what draws nothing, and do include characters beyond the basic plane", async () => {
    const missing = await missingGlyphs(documentOf(["a\u200d\ufe0f\u00a0\tb", "🦄"]), bundledFonts());
    expect(missing.map(glyph => glyph.codePoint)).toEqual(["U+1F984"]);
  });
});

describe("web fonts", () => {
  it("are embedded for the scripts that are used, and no others", () => {
    const latin = webFontRules("Daily risk 1,234 – $");
    const cyrillic = webFontRules("Daily risk Иванова");
    expect(latin.match(/@font-face/g)).toHaveLength(1);
    expect(cyrillic.match(/@font-face/g)).toHaveLength(2);
    expect(latin).not.toContain("url(./");
    expect(cyrillic.length).toBeLessThan(100_000);
  });
});
