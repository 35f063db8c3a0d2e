import { sha256 } from "../../core/index.js";
import type { Block, ChartBlock } from "../../document/index.js";
import type { Brand } from "../brand.js";
import { svgToPng } from "./picture.js";

/** A picture that the HTML shows by its content id. */
export interface InlinePicture {
  contentId: string;
  name: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** The content id of a chart's picture, known before it is drawn. */
export function chartPictureId(chart: ChartBlock): string {
  return contentIdOf(chart.svg);
}

/** The pictures of the charts among some blocks; a picture that stands twice comes once. */
export function chartPictures(blocks: readonly Block[], fonts: readonly string[]): InlinePicture[] {
  const charts = new Map(blocks.flatMap(block => (block.type === "chart" ? [[block.svg, block] as const] : [])));
  return [...charts.values()].map(chart => ({
    contentId: chartPictureId(chart),
    name: `${chart.id.replace(/[^A-Za-z0-9-]+/g, "-").slice(0, 60)}.png`,
    mediaType: "image/png",
    bytes: svgToPng(chart.svg, `The chart "${chart.title}"`, fonts),
  }));
}

/** The firm's logo in a form that mail programs show. */
export function logoPicture({ logo, fonts }: Pick<Brand, "logo" | "fonts">): InlinePicture | undefined {
  if (logo === undefined) return undefined;
  const contentId = contentIdOf(logo.bytes);
  if (logo.mediaType !== "image/svg+xml") return { contentId, name: "logo", ...logo };
  const bytes = svgToPng(new TextDecoder().decode(logo.bytes), "The logo", fonts);
  return { contentId, name: "logo.png", mediaType: "image/png", bytes };
}

function contentIdOf(content: string | Uint8Array): string {
  return `${sha256(content).slice(0, 24)}@riskbook`;
}
