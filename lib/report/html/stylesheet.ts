import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../core/index.js";
import type { Document } from "../../document/index.js";
import type { Brand } from "../brand.js";
import type { PageState } from "./page-state.js";
import { paperRules } from "./paper.js";

const SHEETS = ["page.css", "figures.css", "tables.css", "print.css"];

/** The page's one style sheet: colours, rules for screen and paper, and the rules that its cells asked for. */
export function stylesheet(document: Document, brand: Brand, state: PageState, fontRules: string): string {
  const light = colourRule({ ...brand.light, accent: brand.accent }, state.chartTheme.light);
  const dark = colourRule({ ...brand.dark, accent: brand.accentDark }, state.chartTheme.dark);
  return [
    fontRules,
    light,
    state.medium === "screen" ? `@media screen and (prefers-color-scheme:dark){${dark}}` : "",
    ...SHEETS.map(pageAsset),
    state.medium === "paper" ? paperRules(document, brand) : "",
    ...state.rules.values(),
  ]
    .filter(Boolean)
    .join("\n");
}

/** A static file of the page template. */
export function pageAsset(name: string): string {
  return readFileSync(join(packageRoot(), "templates", "page", name), "utf8");
}

function colourRule(roles: Readonly<Record<string, string>>, charts: Readonly<Record<string, string>>): string {
  const properties = [
    ...Object.entries(roles).map(([role, colour]) => [`--${role}`, colour]),
    ...Object.entries(charts),
  ];
  return `:root{${properties.map(([property, colour]) => `${property}:${colour}`).join(";")}}`;
}
