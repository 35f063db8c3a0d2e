import {
  type CatalogueEntry,
  type CatalogueSection,
  GROUPS,
  type Measure,
  type MeasureDescription,
  type MeasureFormat,
  type MeasureRecord,
  measureDescription,
} from "../lib/risk/index.js";

/** What `riskbook measures` found. */
export interface MeasuresResult {
  readonly n: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly measures: readonly Measure[];
}

const LABEL_WIDTH = 42;
const VALUE_WIDTH = 12;

/** The measures in sections, for people. */
export function measuresText(title: string, { n, from, to, measures }: MeasuresResult): string {
  const span = from === null ? "" : `, ${from} to ${to}`;
  const entries = measures.map(measure => ({ measure, description: describing(measure) }));
  const sections = GROUPS.map(group => {
    const lines = entries
      .filter(({ description }) => description.group === group)
      .map(({ measure, description }) => measureLine(measure, description));
    return lines.length === 0 ? "" : `\n${group}\n${lines.join("\n")}\n`;
  });
  return `${title}: ${n} observations${span}\n${sections.join("")}`;
}

/** The catalogue in sections: id, label, unit, definition and source of every entry. */
export function catalogueText(sections: readonly CatalogueSection[]): string {
  return `${sections.map(({ title, entries }) => `${title}\n\n${entries.map(catalogueEntry).join("\n")}`).join("\n")}\n`;
}

function catalogueEntry({ id, label, unit, definition, source, recommended }: CatalogueEntry): string {
  const note = recommended ? "" : " · another convention, not the default";
  return `  ${id} · ${label} · ${unit}${note}\n    ${definition}\n    ${source}\n`;
}

function measureLine(measure: Measure, { label, format }: MeasureDescription): string {
  const head = `  ${label.padEnd(LABEL_WIDTH)}`;
  const caution = measure.warning === null ? "" : `\n      caution: ${measure.warning}`;
  if (measure.value === null)
    return `${head}${"–".padStart(VALUE_WIDTH)}  ${measure.id}\n      none: ${measure.reason}${caution}`;
  if (typeof measure.value === "object")
    return `${head}${" ".repeat(VALUE_WIDTH)}  ${measure.id}${recordText(measure.value)}${caution}`;
  const unit = format.kind === "money" ? ` ${measure.unit}` : "";
  return `${head}${numberText(measure.value, format).padStart(VALUE_WIDTH)}  ${measure.id}${unit}${caution}`;
}

function recordText(record: MeasureRecord): string {
  return Object.entries(record)
    .map(
      ([key, value]) =>
        `\n      ${key.replaceAll("_", " ").padEnd(LABEL_WIDTH - 4)}${fieldText(value).padStart(VALUE_WIDTH)}`,
    )
    .join("");
}

function fieldText(value: number | string | null): string {
  if (value === null) return "–";
  return typeof value === "string" || Number.isInteger(value) ? String(value) : value.toFixed(4);
}

function numberText(value: number, format: MeasureFormat): string {
  if (format.kind === "percent") return `${(value * 100).toFixed(format.digits)}%`;
  if (format.kind === "integer" || format.kind === "text") return String(value);
  return value.toLocaleString("en-GB", { minimumFractionDigits: format.digits, maximumFractionDigits: format.digits });
}

/** The catalogue's description, with the currency where the measure is money. */
function describing({ id, unit }: Measure): MeasureDescription {
  const description = measureDescription(id)!;
  return /^[A-Z]{3}$/.test(unit)
    ? { ...description, format: { kind: "money", currency: unit, digits: 0 } }
    : description;
}
