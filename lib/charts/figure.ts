import { nameOf, type PictureNode } from "../document/index.js";
import { element, stacked, textNode } from "./chart.js";
import { FONT_FAMILY, FONT_SIZE, textWidth } from "./frame.js";
import { INK } from "./palette.js";

/** A figure taken apart: one picture with its legends above it, and the words around it. */
export interface Figure {
  picture: PictureNode;
  title?: string;
  subtitle?: string;
  caption?: string;
}

const WORDS: Readonly<Record<string, "title" | "subtitle" | "caption">> = {
  h2: "title",
  h3: "subtitle",
  figcaption: "caption",
};

/** Reads Plot's `<figure>`: its words become words, its legends of swatches become part of the picture. */
export function readFigure(node: PictureNode): Figure {
  if (nameOf(node) !== "figure") return { picture: node };
  const children = [...node.childNodes].filter(child => child.nodeType === 1);
  const svgs = children.filter(child => nameOf(child) === "svg");
  const width = Number(attribute(svgs.at(-1) ?? node, "width")) || 640;
  const legends = children.filter(child => nameOf(child) === "div").map(child => legendRow(child, width));
  const figure: Figure = { picture: svgs.length === 0 ? node : stacked([...legends, ...svgs]) };
  for (const child of children) {
    const word = WORDS[nameOf(child)];
    const text = child.textContent?.trim();
    if (word !== undefined && text) figure[word] = text;
  }
  return figure;
}

function legendRow(swatches: PictureNode, width: number): PictureNode {
  const parts: PictureNode[] = [];
  let [x, y] = [0, 4];
  for (const swatch of swatches.childNodes) {
    const mark = swatch.nodeType === 1 ? [...swatch.childNodes].find(child => nameOf(child) === "svg") : undefined;
    if (mark === undefined) continue;
    const words = swatch.textContent?.trim() ?? "";
    const room = 22 + textWidth(words) + 16;
    if (x > 0 && x + room > width) [x, y] = [0, y + 22];
    const own = Object.fromEntries(Array.from(mark.attributes ?? [], ({ name, value }) => [name, value]));
    parts.push(element("svg", { ...own, x, y }, [...mark.childNodes]));
    const place = { x: x + 20, y: y + 12, fill: INK.ink, "text-anchor": "start" };
    parts.push(element("text", place, [textNode(words)]));
    x += room;
  }
  const height = y + 24;
  const lettering = { "font-family": FONT_FAMILY, "font-size": FONT_SIZE };
  return element("svg", { width, height, viewBox: `0 0 ${width} ${height}`, ...lettering }, parts);
}

function attribute(node: PictureNode, name: string): string | undefined {
  for (const candidate of node.attributes ?? []) if (candidate.name === name) return candidate.value;
  return undefined;
}
