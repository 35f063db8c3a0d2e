import { createHash } from "node:crypto";
import { PALETTE } from "../../charts/index.js";
import { type Document, escapeHtml, formatValue } from "../../document/index.js";
import type { Brand } from "../brand.js";
import { documentTexts } from "../fonts/texts.js";
import { webFontRules } from "../fonts/web-fonts.js";
import { blockHtml } from "./blocks.js";
import { chartTheme } from "./chart-theme.js";
import { anchorSource, outline, type Section } from "./outline.js";
import type { PageState } from "./page-state.js";
import { definitionsHtml, provenanceHtml, simulatedBanner } from "./provenance.js";
import { pageAsset, stylesheet } from "./stylesheet.js";

/** For whom a page is written. */
export interface PageOptions {
  brand: Brand;
  medium: PageState["medium"];
  inputsSha256: string;
  /** Tables longer than this are cut, and say so. */
  maximumRows: number;
  tables: string;
  allRowsIn: string;
}

/**
 * Writes a document as one HTML file that needs nothing else: styles, fonts, charts and the small script for hover and
 * sorting are inside, and its content policy lets nothing else run or load. Equal documents give equal bytes.
 */
export function pageHtml(document: Document, options: PageOptions): string {
  const anchorOf = anchorSource();
  const state: PageState = {
    ...options,
    rules: new Map(),
    definitions: new Map(),
    chartTheme: chartTheme(options.medium === "screen" ? Object.values(PALETTE) : []),
    anchorOf,
  };
  const sections = outline(document, anchorOf);
  const body = bodyHtml(document, sections, options, state);
  const screen = options.medium === "screen";
  const fonts = screen ? webFontRules(allText(document)) : "";
  const style = stylesheet(document, options.brand, state, fonts);
  const script = screen ? pageAsset("page.js") : "";
  return [
    `<!doctype html>`,
    `<html lang="en">`,
    `<head>`,
    `<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(style, script)}">`,
    `<meta name="viewport" content="width=device-width,initial-scale=1">`,
    `<meta name="color-scheme" content="${screen ? "light dark" : "light"}">`,
    `<meta name="referrer" content="no-referrer">`,
    `<title>${escapeHtml(pageTitle(document))}</title>`,
    `<style>${style}</style>`,
    `</head>`,
    `<body>`,
    body,
    script === "" ? "" : `<script>${script}</script>`,
    `</body>`,
    `</html>`,
    ``,
  ].join("\n");
}

/** The title of the window or tab, and of the PDF: report, window, firm. */
export function pageTitle(document: Document): string {
  return `${document.title} ${document.window} – ${document.firm}`;
}

function bodyHtml(document: Document, sections: readonly Section[], options: PageOptions, state: PageState): string {
  const main = sections.map(section => sectionHtml(section, state)).join("\n");
  const definitionsAnchor = state.anchorOf("definitions");
  const definitions = definitionsHtml(state.definitions, definitionsAnchor);
  const headed = sections.filter(section => section.heading !== undefined);
  const contents =
    options.medium === "screen" && headed.length > 1 ? contentsHtml(headed, definitions, definitionsAnchor) : "";
  return [
    `<a class="skip" href="#content">Skip to the content</a>`,
    `<div class="sheet${contents === "" ? "" : " with-contents"}">`,
    mastheadHtml(document, options.brand),
    contents,
    `<main id="content">${main}\n${definitions}</main>`,
    provenanceHtml(document, options.inputsSha256),
    `</div>`,
  ].join("\n");
}

function mastheadHtml(document: Document, brand: Brand): string {
  const { logo } = brand;
  const image =
    logo === undefined
      ? ""
      : `<img src="data:${logo.mediaType};base64,${Buffer.from(logo.bytes).toString("base64")}" alt="">`;
  const asOf = formatValue(document.asOf, { kind: "timestamp" });
  return [
    `<header class="masthead"><p class="firm">${image}<span>${escapeHtml(document.firm)}</span></p>`,
    `<h1>${escapeHtml(document.title)}</h1>`,
    `<p class="as-of">As of <time datetime="${escapeHtml(document.asOf)}">${escapeHtml(asOf)}</time></p>`,
    `${simulatedBanner(document)}</header>`,
  ].join("\n");
}

function contentsHtml(sections: readonly Section[], definitions: string, definitionsAnchor: string): string {
  const entry = (anchor: string, text: string): string => `<a href="#${anchor}">${escapeHtml(text)}</a>`;
  const items = sections.map(section => {
    const below = section.blocks.flatMap(({ block, anchor }) =>
      block.type === "heading" && block.level === 2 ? [`<li>${entry(anchor, block.text)}</li>`] : [],
    );
    const nested = below.length === 0 ? "" : `<ol>${below.join("")}</ol>`;
    return `<li>${entry(section.anchor, section.heading!.text)}${nested}</li>`;
  });
  if (definitions !== "") items.push(`<li>${entry(definitionsAnchor, "Definitions")}</li>`);
  return `<nav class="contents" aria-label="Contents"><h2 class="contents-title">Contents</h2><ol>${items.join("")}</ol></nav>`;
}

function sectionHtml(section: Section, state: PageState): string {
  const blocks = section.blocks.map(({ block, anchor }) => blockHtml(block, anchor, state)).join("\n");
  if (section.heading === undefined) return `<section>${blocks}</section>`;
  const heading = `<h2 id="${section.anchor}">${escapeHtml(section.heading.text)}</h2>`;
  return `<section aria-labelledby="${section.anchor}">${heading}\n${blocks}</section>`;
}

/** Nothing may load or run but this page's own style, script, fonts and pictures, named by their hashes. */
function contentPolicy(style: string, script: string): string {
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
  return [
    "default-src 'none'",
    `style-src ${hash(style)}`,
    ...(script === "" ? [] : [`script-src ${hash(script)}`]),
    "img-src data:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function allText(document: Document): string {
  return [...documentTexts(document)].map(placed => placed.text).join(" ");
}
