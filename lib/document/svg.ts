import { messageOf, RiskbookError, sha256 } from "../core/index.js";
import { escapeHtml } from "./escape.js";
import { LIMITS } from "./limits.js";
import { nameOf, type PictureNode, type SvgOptions } from "./picture-node.js";
import { ALLOWED_ELEMENTS } from "./svg-allowed.js";
import { type AttributeContext, attributesOf } from "./svg-attributes.js";
import { readSvg } from "./svg-reader.js";

export interface SafeSvg {
  svg: string;
  width: number;
  height: number;
  /** What was left out, each name once, such as `script` or `rect onclick`. */
  removed: string[];
}

const ELEMENT = 1;
const TEXT_KINDS: ReadonlySet<number> = new Set([3, 4]);
const MAX_DEPTH = 60;
const ID_MARK = "rb-id-mark-";

/**
 * Rebuilds a picture from an allow-list of elements and attributes, so that nothing in it can run, fetch or reach
 * outside of it. Ids become unique by the content's hash: two pictures on a page never share one, and the same picture
 * gives the same bytes. Cleaning what was cleaned before changes nothing.
 * @throws RiskbookError `BAD_SVG` where there is no `<svg>` with a size, or where it is too large or too deep
 */
export function sanitiseSvg(source: string | PictureNode, options: SvgOptions = {}): SafeSvg {
  const root = typeof source === "string" ? parseSvg(source, options) : source;
  if (nameOf(root) !== "svg") throw badSvg(options, `its root is <${nameOf(root)}>, not <svg>`);
  const removed = new Set<string>();
  const ids = new Map<string, string>();
  collectIds(root, ids, 0, options);
  const context: AttributeContext = { options, ids, remove: name => removed.add(name) };
  const attributes = attributesOf(root, context);
  const { width, height } = sizeOf(attributes, options);
  const open = new Map([["xmlns", "http://www.w3.org/2000/svg"], ["viewBox", `0 0 ${width} ${height}`], ...attributes]);
  for (const [name, value] of Object.entries({ ...options.root, width, height })) open.set(name, String(value));
  const marked = `<svg${written(open)}>${contentOf(root, context)}</svg>`;
  if (marked.length > LIMITS.svg)
    throw badSvg(options, `it is ${marked.length} characters long; ${LIMITS.svg} are the most`);
  const svg = marked.replaceAll(ID_MARK, `rb-${sha256(marked).slice(0, 10)}-`);
  return { svg, width, height, removed: [...removed].sort() };
}

function parseSvg(text: string, options: SvgOptions): PictureNode {
  if (text.length > LIMITS.svg * 2) throw badSvg(options, `it is ${text.length} characters long`);
  try {
    return readSvg(text, MAX_DEPTH);
  } catch (error) {
    throw badSvg(options, messageOf(error));
  }
}

/** Gives each id of the picture a new name by its place; also refuses what is nested too deep to walk. */
function collectIds(node: PictureNode, ids: Map<string, string>, depth: number, options: SvgOptions): void {
  if (depth > MAX_DEPTH) throw badSvg(options, `its elements are nested more than ${MAX_DEPTH} deep`);
  for (const { name, value } of node.attributes ?? []) {
    if (name === "id" && value !== "" && !ids.has(value)) ids.set(value, `${ID_MARK}${ids.size}`);
  }
  for (const child of node.childNodes) if (child.nodeType === ELEMENT) collectIds(child, ids, depth + 1, options);
}

function contentOf(node: PictureNode, context: AttributeContext): string {
  let text = "";
  const wordy =
    nameOf(node) === "text" || nameOf(node) === "tspan" || nameOf(node) === "title" || nameOf(node) === "desc";
  for (const child of node.childNodes) {
    if (TEXT_KINDS.has(child.nodeType)) text += wordy ? escapeHtml(child.textContent ?? "") : "";
    else if (child.nodeType === ELEMENT) text += elementOf(child, context);
  }
  return text;
}

function elementOf(node: PictureNode, context: AttributeContext): string {
  const name = nameOf(node);
  if (!ALLOWED_ELEMENTS.has(name)) {
    if (!isPlotStyle(node)) context.remove(name);
    return "";
  }
  const content = contentOf(node, context);
  const open = `<${name}${written(attributesOf(node, context))}`;
  return content === "" ? `${open}/>` : `${open}>${content}</${name}>`;
}

/** Plot puts a style sheet of no consequence into each of its pictures; its loss is no news. */
function isPlotStyle(node: PictureNode): boolean {
  return nameOf(node) === "style" && (node.textContent ?? "").trimStart().startsWith(":where(.plot-");
}

function written(attributes: ReadonlyMap<string, string>): string {
  return [...attributes].map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join("");
}

function sizeOf(attributes: ReadonlyMap<string, string>, options: SvgOptions): { width: number; height: number } {
  const box = (attributes.get("viewBox") ?? "").split(/[\s,]+/).map(Number);
  const width = Number.parseFloat(attributes.get("width") ?? "") || box[2] || 0;
  const height = Number.parseFloat(attributes.get("height") ?? "") || box[3] || 0;
  if (!(width > 0 && height > 0 && width <= LIMITS.pixels && height <= LIMITS.pixels)) {
    throw badSvg(options, `its size is ${width} × ${height}; expected 1 to ${LIMITS.pixels} pixels a side`);
  }
  return { width, height };
}

function badSvg(options: SvgOptions, what: string): RiskbookError {
  return new RiskbookError("BAD_SVG", `${options.where ?? "The picture"} cannot be shown: ${what}.`);
}
