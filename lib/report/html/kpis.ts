import { escapeHtml, formatValue, type Kpi, type KpisBlock } from "../../document/index.js";
import { define, type PageState } from "./page-state.js";

/** Key figures as a list of terms: label, figure, and whatever qualifies it. */
export function kpisHtml(block: KpisBlock, state: PageState): string {
  const title = block.title === undefined ? "" : `<h3>${escapeHtml(block.title)}</h3>`;
  const many = block.items.length > 12 ? " many" : "";
  return `<div class="block kpis${many}">${title}<dl>${block.items.map(item => kpiHtml(item, state)).join("")}</dl></div>`;
}

function kpiHtml(item: Kpi, state: PageState): string {
  const lines = [
    item.value === null && item.reason ? `<dd class="reason">${escapeHtml(item.reason)}</dd>` : "",
    item.note ? `<dd class="note">${escapeHtml(item.note)}</dd>` : "",
    item.warning ? `<dd class="caution">${escapeHtml(item.warning)}</dd>` : "",
  ];
  const tone = item.tone === undefined || item.tone === "neutral" ? "" : ` ${item.tone}`;
  return `<div class="kpi${tone}"><dt>${labelHtml(item, state)}</dt>${figureHtml(item)}${lines.join("")}</div>`;
}

function labelHtml(item: Kpi, state: PageState): string {
  const label = escapeHtml(item.label);
  if (item.definition === undefined) return label;
  const anchor = define(state, { label: item.label, definition: item.definition, source: item.source, n: item.n });
  return `<a href="#${anchor}">${label}</a>`;
}

function figureHtml(item: Kpi): string {
  const kind = item.format.kind === "text" ? " words" : item.format.kind === "date" ? " date" : "";
  const unit = item.value !== null && item.unit && needsUnit(item) ? `<small>${escapeHtml(item.unit)}</small>` : "";
  return `<dd class="figure${kind}">${escapeHtml(formatValue(item.value, item.format))}${unit}</dd>`;
}

/** Money and percentages carry their unit in the figure, and a ratio has none to speak of. */
function needsUnit({ format, unit }: Kpi): boolean {
  if (format.kind === "money" || format.kind === "percent" || format.kind === "date") return false;
  return !["ratio", "fraction", "probability", "per period", "record"].includes(unit ?? "");
}
