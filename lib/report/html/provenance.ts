import { canonicalJson, packageVersion } from "../../core/index.js";
import { type Document, escapeHtml, formatValue } from "../../document/index.js";
import type { Definition } from "./page-state.js";

/** The banner that stands wherever made-up figures do. */
export function simulatedBanner(document: Document): string {
  if (!document.simulated) return "";
  return `<p class="simulated" role="note">Simulated data. No figure here is a real firm’s.</p>`;
}

/** What the report was made of, so that anybody can make it again. */
export function provenanceHtml(document: Document, inputsSha256: string): string {
  const { snapshot } = document;
  const entries: [string, string][] = [
    ["As of", formatValue(document.asOf, { kind: "timestamp" })],
    ["Window", document.window],
    ["Snapshot", snapshot === null ? "none: the notebook read no store" : `${snapshot.id}, SHA-256 ${snapshot.sha256}`],
    ["Parameters", parametersText(document.parameters)],
    ["Definitions", `version ${document.definitionsVersion}`],
    ["Made with", `riskbook ${packageVersion()}`],
    ["Inputs", `SHA-256 ${inputsSha256}`],
    ...(document.simulated ? [["Data", "simulated"] as [string, string]] : []),
  ];
  const rows = entries.map(([term, text]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(text)}</dd>`);
  return `<footer class="provenance"><h2 class="provenance-title">Where these figures come from</h2><dl>${rows.join("")}</dl></footer>`;
}

/** The list of definitions that the page's figures point to. */
export function definitionsHtml(definitions: ReadonlyMap<string, Definition>, anchor: string): string {
  if (definitions.size === 0) return "";
  const entries = [...definitions].map(([id, entry]) => {
    const rests = [
      entry.n === undefined ? "" : `${formatValue(entry.n, { kind: "integer" })} observations.`,
      entry.source === undefined ? "" : `Source: ${entry.source.replace(/\.$/, "")}.`,
    ].filter(Boolean);
    const text = [sentence(entry.definition), ...rests].join(" ");
    return `<div id="${id}"><dt>${escapeHtml(entry.label)}</dt><dd>${escapeHtml(text)}</dd></div>`;
  });
  return `<section class="definitions" aria-labelledby="${anchor}"><h2 id="${anchor}">Definitions</h2><dl>${entries.join("")}</dl></section>`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function parametersText(parameters: Record<string, unknown>): string {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return "none";
  return entries
    .map(([name, value]) => `${name} = ${typeof value === "string" ? value : canonicalJson(value)}`)
    .join(", ");
}
