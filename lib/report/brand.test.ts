import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { type Book, openBook } from "../core/index.js";
import { readBrand } from "./brand.js";
import { bundledFonts } from "./fonts/bundled.js";

function bookWith(brand: string): Book {
  const root = mkdtempSync(join(tmpdir(), "riskbook-brand-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  writeFileSync(join(root, "riskbook.yaml"), `firm: Test\ncurrency: USD\nbrand: ${brand}\n`);
  writeFileSync(join(root, "letters.ttf"), "not a font");
  return openBook(root);
}

it("a brand takes a font by its content and refuses what is none or is not there", () => {
  const font = bundledFonts()[0]!;
  expect(readBrand(bookWith(`{ fonts: [${JSON.stringify(font)}] }`)).fonts).toEqual([font]);
  expect(() => readBrand(bookWith("{ fonts: [letters.ttf] }"))).toThrow(/letters\.ttf.* is no font that can be drawn/);
  expect(() => readBrand(bookWith("{ fonts: [none.ttf] }"))).toThrow("but there is no file");
});

it("a logo must be a picture that every medium shows", () => {
  expect(() => readBrand(bookWith("{ logo: letters.ttf }"))).toThrow(/neither PNG, JPEG nor SVG/);
});
