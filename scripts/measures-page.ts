import { type CatalogueEntry, type CatalogueSection, DEFINITIONS_VERSION } from "../lib/risk/index.js";

const HEAD = `# Measures, models and tests

Every figure that riskbook computes, with its definition and its source; made by \`riskbook measures --list --markdown\`.
Definitions, version ${DEFINITIONS_VERSION}. A figure that a series does not have is null with the reason, never NaN, infinite or a stand-in number.

VaR and ES are positive losses, drawdown is negative, α is one less the confidence, P the periods a year, Φ the normal
distribution. *Other* marks a convention that others use, named so that their figures can be checked; reports do not show it.
`;

/** The catalogue as the page \`docs/measures.md\`. */
export function cataloguePage(sections: readonly CatalogueSection[]): string {
  const titles = sections.map(({ title }) => `[${capital(title)}](#${anchor(title)})`);
  return `${HEAD}\n${titles.join(" · ")}\n${sections.map(sectionText).join("")}`;
}

function sectionText({ title, entries }: CatalogueSection): string {
  const rows = entries.map(entryRow).join("\n");
  return `\n## ${capital(title)}\n\n| id | name | unit | definition and source |\n| --- | --- | --- | --- |\n${rows}\n`;
}

function entryRow({ id, label, unit, definition, source, recommended }: CatalogueEntry): string {
  const name = recommended ? label : `${label} · *other*`;
  return `| \`${id}\` | ${cell(name)} | ${cell(unit)} | ${cell(definition)}<br>${cell(source)} |`;
}

/** A table cell holds no bar of its own, and no character that would begin emphasis or a tag. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("_", "\\_");
}

function capital(title: string): string {
  return `${title.slice(0, 1).toUpperCase()}${title.slice(1)}`;
}

/** As GitHub makes it of a heading. */
function anchor(title: string): string {
  return title.toLowerCase().replaceAll(" ", "-");
}
