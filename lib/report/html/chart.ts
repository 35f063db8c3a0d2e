import { type ChartBlock, escapeHtml, sanitiseSvg } from "../../document/index.js";
import { themed } from "./chart-theme.js";
import type { PageState } from "./page-state.js";
import { simulatedMark } from "./table.js";

/** A chart as inline SVG with its title, words for those who cannot see it, and its caption. */
export function chartHtml(block: ChartBlock, anchor: string, state: PageState): string {
  const where = `The chart "${block.title}"`;
  const picture = sanitiseSvg(block.svg, { where, root: { role: "img", "aria-label": block.alternative } });
  const caption = block.caption ? `<p class="note-line">${escapeHtml(block.caption)}</p>` : "";
  return [
    `<figure class="block chart" id="${anchor}">`,
    `<figcaption class="caption">${escapeHtml(block.title)}${simulatedMark(block.simulated)}</figcaption>`,
    themed(picture.svg, state.chartTheme),
    caption,
    `</figure>`,
  ].join("");
}
