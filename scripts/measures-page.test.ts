import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { packageRoot } from "../lib/core/index.js";
import { catalogueSections, VAR_MODELS } from "../lib/risk/index.js";
import { cataloguePage } from "./measures-page.js";

it("docs/measures.md is the catalogue; make it anew with riskbook measures --list --markdown > docs/measures.md", () => {
  expect(readFileSync(`${packageRoot()}/docs/measures.md`, "utf8")).toBe(cataloguePage(catalogueSections()));
});

it("every entry has a name, a definition and a source, and stands once", () => {
  const entries = catalogueSections().flatMap(({ title, entries }) => entries.map(entry => ({ title, ...entry })));
  for (const { id, label, unit, definition, source } of entries) {
    expect(
      [label, unit, definition, source].every(text => text.length > 0),
      id,
    ).toBe(true);
  }
  const names = entries.map(({ title, id }) => `${title}/${id}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(VAR_MODELS.map(({ id }) => `VaR and ES models/${id}`)));
});
