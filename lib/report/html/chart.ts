import { type ChartBlock, escapeHtml, sanitiseSvg } from "../../document/index.js";
import { themed } from "./chart-theme.js";
import type { PageState } from "./page-state.js";
import { simulatedMark } from "./table.js";

/** Charts from this width on keep a legible size on a narrow screen and scroll in a box of their own. */
const WIDE = 520;

/** A chart as inline SVG with its title, words for those who cannot see it, and its caption. */
export function chartHtml(block: ChartBlock, anchor: string, state: PageState): string {
  const where = `The chart "${block.title}"`;
  const picture = sanitiseSvg(block.svg, { where, root: { role: "img", "aria-label": block.alternative } });
  const wide = picture.width >= WIDE ? " wide" : "";
  const caption = block.caption ? `<p class="note-line">${escapeHtml(block.caption)}</p>` : "";
  return [
    `<figure class="block chart${wide}" id="${anchor}">`,
    `<figcaption class="caption">${escapeHtml(block.title)}${simulatedMark(block.simulated)}</figcaption>`,
    `<div class="scroll">${themed(picture.svg, state.chartTheme)}</div>`,
    caption,
    `</figure>`,
  ].join("");
}
