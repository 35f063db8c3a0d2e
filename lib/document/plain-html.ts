import type { Block, CalloutBlock, ChartBlock, Kpi, KpisBlock } from "./block.js";
import { escapeHtml } from "./escape.js";
import { markdownToHtml } from "./markdown.js";
import { FONT, FONT_FAMILY, GREY_LINE, TONE_COLOURS } from "./plain-style.js";
import { tableToHtml } from "./plain-table.js";
import { blockToText, kpiText } from "./plain-text.js";

/**
 * A block as HTML with its style in it, for Jupyter, VS Code and GitHub: it takes the page's own ink, so that it reads
 * on light and on dark pages, and holds no script and nothing from elsewhere.
 * @param folder where an Arrow file of a long table lies
 */
export function blockToHtml(block: Block, folder?: string): string {
  switch (block.type) {
    case "heading":
      return `<h${block.level + 1} style="${FONT_FAMILY}">${escapeHtml(block.text)}</h${block.level + 1}>`;
    case "text":
      return `<div style="${FONT};max-width:72ch">${markdownToHtml(block.markdown)}</div>`;
    case "kpis":
      return kpisToHtml(block);
    case "table":
      return tableToHtml(block, folder);
    case "chart":
      return chartToHtml(block);
    case "callout":
      return calloutToHtml(block);
    case "pageBreak":
      return `<hr style="border:0;border-top:1px dashed ${GREY_LINE}" title="page break">`;
    case "fact":
      return `<code style="opacity:.75">${escapeHtml(blockToText(block))}</code>`;
  }
}

function kpisToHtml(block: KpisBlock): string {
  const title =
    block.title === undefined ? "" : `<div style="font-weight:600;margin-bottom:6px">${escapeHtml(block.title)}</div>`;
  const cards = block.items.map(kpiToHtml).join("");
  return `<div style="${FONT};margin:8px 0">${title}<div style="display:flex;flex-wrap:wrap;gap:10px">${cards}</div></div>`;
}

function kpiToHtml(kpi: Kpi): string {
  const border = kpi.tone === undefined || kpi.tone === "neutral" ? GREY_LINE : TONE_COLOURS[kpi.tone];
  const hover = [kpi.definition, kpi.source, kpi.n === undefined ? undefined : `n = ${kpi.n}`]
    .filter(text => text !== undefined)
    .join(" · ");
  const figure = kpi.value === null ? "–" : kpiText(kpi);
  const remarks = [kpi.value === null ? kpi.reason : undefined, kpi.note, kpi.warning]
    .filter(text => text !== undefined)
    .map(text => `<div style="font-size:12px;opacity:.75;margin-top:2px">${escapeHtml(text)}</div>`);
  return (
    `<div title="${escapeHtml(hover)}" style="border:1px solid ${GREY_LINE};border-left:4px solid ${border};` +
    `border-radius:4px;padding:8px 14px;min-width:120px;max-width:230px">` +
    `<div style="font-size:12px;opacity:.8">${escapeHtml(kpi.label)}</div>` +
    `<div style="font-size:${figure.length > 14 ? 15 : 20}px;font-weight:600;font-variant-numeric:tabular-nums">${escapeHtml(figure)}</div>` +
    `${remarks.join("")}</div>`
  );
}

/** The picture stands on its own paper, because its ink is that of a light page. */
function chartToHtml(block: ChartBlock): string {
  const caption = block.caption === undefined ? "" : escapeHtml(block.caption);
  const simulated = block.simulated ? " <em>Simulated data.</em>" : "";
  return (
    `<figure style="${FONT};margin:8px 0;max-width:${Math.ceil(block.width * 1.15)}px">` +
    `<figcaption style="font-weight:600;margin-bottom:4px">${escapeHtml(block.title)}</figcaption>` +
    `<div style="background:#ffffff;border-radius:4px;padding:6px">${fluid(block.svg)}</div>` +
    `<div style="font-size:12px;opacity:.8;margin-top:4px">${caption}${simulated}</div></figure>`
  );
}

function fluid(svg: string): string {
  return svg.replace("<svg ", '<svg style="display:block;width:100%;height:auto" ');
}

function calloutToHtml(block: CalloutBlock): string {
  const title = block.title === undefined ? "" : `<div style="font-weight:600">${escapeHtml(block.title)}</div>`;
  return (
    `<div role="note" style="${FONT};border-left:4px solid ${TONE_COLOURS[block.tone]};padding:6px 14px;margin:8px 0;` +
    `max-width:72ch;background:rgba(128,128,128,.08)">${title}${markdownToHtml(block.markdown)}</div>`
  );
}
