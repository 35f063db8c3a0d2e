import {
  type Cell,
  type ChartBlock,
  type ChartEncoding,
  type Column,
  contentId,
  type Format,
  type PictureNode,
  sanitiseSvg,
} from "../document/index.js";
import { INK } from "./palette.js";

/** What every chart function takes. */
export interface ChartOptions {
  title?: string;
  /** Replaces the caption that the chart writes for itself. */
  caption?: string;
  /** Pixels across; 640 unless given. */
  width?: number;
  /** Pixels down; each chart has its own. */
  height?: number;
  /** Says that the data is simulated: every medium then says so too. */
  simulated?: boolean;
}

/** What a chart function has to say beside its picture. */
export interface ChartParts {
  title: string;
  alternative: string;
  caption?: string;
  columns: Column[];
  values: Record<string, Cell[]>;
  encoding: ChartEncoding;
}

/** Makes the chart value of plots that stand one above the other. */
export function chartBlock(plots: readonly PictureNode[], parts: ChartParts, options: ChartOptions): ChartBlock {
  const title = options.title ?? parts.title;
  const { svg, width, height } = sanitiseSvg(stacked(plots), {
    ink: INK.muted,
    paper: INK.paper,
    digits: 2,
    root: { role: "img", "aria-label": parts.alternative },
  });
  const caption = options.caption ?? parts.caption;
  const rowCount = parts.values[parts.columns[0]!.key]!.length;
  return {
    type: "chart",
    id: contentId(title, svg),
    title,
    alternative: parts.alternative,
    ...(caption === undefined ? {} : { caption }),
    svg,
    width,
    height,
    table: { columns: parts.columns, rowCount, data: { values: parts.values } },
    encoding: parts.encoding,
    ...(options.simulated === undefined ? {} : { simulated: options.simulated }),
  };
}

/** A column of a chart's table. */
export function column(key: string, label: string, type: Column["type"], format: Format): Column {
  return { key, label, type, format };
}

/** A node made of others, for `sanitiseSvg` to read; nothing of it is ever attached to a page. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  childNodes: readonly PictureNode[] = [],
): PictureNode {
  const list = Object.entries(attributes).map(([key, value]) => ({ name: key, value: String(value) }));
  return { nodeType: 1, nodeName: name, textContent: null, childNodes, attributes: list };
}

/** A node of text. */
export function textNode(text: string): PictureNode {
  return { nodeType: 3, nodeName: "#text", textContent: text, childNodes: [] };
}

/** One picture of several, from top to bottom; the outer one takes the first one's lettering. */
export function stacked(plots: readonly PictureNode[]): PictureNode {
  const [first] = plots;
  if (first === undefined || plots.length === 1) return first!;
  let height = 0;
  let width = 0;
  const groups = plots.map(plot => {
    const own = Object.fromEntries(Array.from(plot.attributes ?? [], ({ name, value }) => [name, value]));
    const { width: w, height: h, viewBox: _, ...lettering } = own;
    const group = element("g", { ...lettering, transform: `translate(0,${height})` }, [...plot.childNodes]);
    height += Number(h);
    width = Math.max(width, Number(w));
    return group;
  });
  return element("svg", { width, height, viewBox: `0 0 ${width} ${height}` }, groups);
}
