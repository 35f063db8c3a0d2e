import { type ChartBlock, contentId, type PictureNode, sanitiseSvg } from "../document/index.js";
import type { ChartOptions } from "./chart.js";
import { type Figure, readFigure } from "./figure.js";
import { INK } from "./palette.js";

/** What is said of a picture that comes without its data. */
export interface PictureOptions extends ChartOptions {
  /** What the picture shows, for those who cannot see it. */
  alternative?: string;
}

/** Says whether a value is an element of a page, as Plot returns it. */
export function isPictureNode(value: unknown): value is PictureNode {
  return typeof value === "object" && value !== null && "nodeType" in value && "childNodes" in value;
}

/**
 * Makes a chart value of a picture: an `<svg>` element or its text, or the `<figure>` that Plot wraps around a chart
 * with a title, a caption or a legend. It has no data, so a workbook shows it as a picture only.
 * @throws RiskbookError `BAD_SVG` where there is no picture in it
 */
export function pictureBlock(source: PictureNode | string, options: PictureOptions = {}): ChartBlock {
  const figure: Partial<Figure> = typeof source === "string" ? {} : readFigure(source);
  const title = options.title ?? figure.title ?? "Chart";
  const caption = options.caption ?? figure.caption;
  const alternative = options.alternative ?? [title, figure.subtitle, caption].filter(Boolean).join(". ");
  const { svg, width, height } = sanitiseSvg(figure.picture ?? source, {
    where: `The chart "${title}"`,
    ink: INK.muted,
    paper: INK.paper,
    root: { role: "img", "aria-label": alternative },
  });
  return {
    type: "chart",
    id: contentId(title, svg),
    title,
    alternative,
    ...(caption === undefined ? {} : { caption }),
    svg,
    width,
    height,
    ...(options.simulated === undefined ? {} : { simulated: options.simulated }),
  };
}
