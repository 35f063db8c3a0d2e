import { type Block, type CalloutBlock, escapeHtml, markdownToHtml } from "../../document/index.js";
import { chartHtml } from "./chart.js";
import { kpisHtml } from "./kpis.js";
import type { PageState } from "./page-state.js";
import { tableHtml } from "./table.js";

/** One block as HTML. Text of any origin is escaped or sanitised here, whatever was done to it before. */
export function blockHtml(block: Block, anchor: string, state: PageState): string {
  switch (block.type) {
    case "heading": {
      const tag = `h${block.level + 1}`;
      return `<${tag} id="${anchor}">${escapeHtml(block.text)}</${tag}>`;
    }
    case "text":
      return `<div class="block prose">${prose(block.markdown)}</div>`;
    case "callout":
      return calloutHtml(block);
    case "kpis":
      return kpisHtml(block, state);
    case "table":
      return tableHtml(block, anchor, state);
    case "chart":
      return chartHtml(block, anchor, state);
    case "pageBreak":
      return `<div class="page-break"></div>`;
    case "fact":
      return "";
  }
}

const CALLOUT_NAMES = { neutral: "Note", good: "In order", warn: "Warning", bad: "Attention" };

function calloutHtml(block: CalloutBlock): string {
  const title = block.title === undefined ? "" : `<strong>${escapeHtml(block.title)}</strong>`;
  const label = escapeHtml(block.title ?? CALLOUT_NAMES[block.tone]);
  return `<aside class="block callout ${block.tone}" aria-label="${label}">${title}<div class="prose">${prose(block.markdown)}</div></aside>`;
}

/** Markdown as HTML without inline style, which the page's policy forbids. */
function prose(markdown: string): string {
  return markdownToHtml(markdown).replace(/ style="text-align:\s*(left|right|center);?"/g, ` class="to-$1"`);
}
