import {
  isPictureNode,
  isVegaLiteSpec,
  type PictureOptions,
  pictureBlock,
  type VegaLiteSpec,
  vegaLiteChart,
} from "../../charts/index.js";
import { RiskbookError } from "../../core/index.js";
import type { ChartBlock, FactBlock, PictureNode, Tone } from "../../document/index.js";
import { emit } from "./emit.js";
import { type KpiInput, type KpisOptions, kpisBlock } from "./kpis.js";
import { type TableOptions, tableBlock } from "./table.js";
import type { TableInput } from "./table-input.js";

/** Words around a chart that replace or add to its own. */
export type ShowChartOptions = Pick<PictureOptions, "title" | "caption" | "alternative" | "simulated">;

/**
 * Shows things in a notebook, in the form in which they stand in the report. Each call shows at once, in order with what
 * the cell prints; outside of a notebook it prints plain text.
 */
export interface Show {
  /** A heading; level 1 is the report's own, 2 a section, 3 a part of one. */
  heading(text: string, level?: 1 | 2 | 3): void;
  /** A text in Markdown. */
  text(markdown: string): void;
  /** Key figures: measures as they are, or figures with a label. */
  kpis(items: readonly KpiInput[], options?: KpisOptions): void;
  /** A table: an Arquero table, an array of rows, or columns by name. */
  table(data: TableInput, options?: TableOptions): void;
  /** A chart: the value of a chart function, or an Observable Plot drawn by `plot`, which is shown as a picture. */
  chart(value: ChartBlock | PictureNode, options?: ShowChartOptions): void;
  /** A Vega-Lite specification: write `await show.chart(…)`, for it is drawn asynchronously. */
  chart(spec: VegaLiteSpec, options?: ShowChartOptions): Promise<void>;
  /** A box that catches the eye. */
  callout(tone: Tone, markdown: string, options?: { title?: string }): void;
  /** A new page, where the medium has pages. */
  pageBreak(): void;
  /** A named figure for machines: subject lines, holds, tests, the next run's comparison. */
  fact(key: string, value: FactBlock["value"]): void;
}

/** Shows blocks in a notebook; see `Show`. */
export const show: Show = {
  heading: (text, level = 2) => emit({ type: "heading", level, text }),
  text: markdown => emit({ type: "text", markdown }),
  kpis: (items, options) => emit(kpisBlock(items, options)),
  table: (data, options) => emit(tableBlock(data, options)),
  chart: showChart,
  callout: (tone, markdown, options = {}) => emit({ type: "callout", tone, ...options, markdown }),
  pageBreak: () => emit({ type: "pageBreak" }),
  fact: (key, value) => emit({ type: "fact", key, value }),
};

function showChart(value: ChartBlock | PictureNode, options?: ShowChartOptions): void;
function showChart(spec: VegaLiteSpec, options?: ShowChartOptions): Promise<void>;
function showChart(value: unknown, options: ShowChartOptions = {}): void | Promise<void> {
  if (isChartBlock(value)) return emit({ ...value, ...options });
  if (isPictureNode(value)) return emit(pictureBlock(value, options));
  if (isVegaLiteSpec(value)) return vegaLiteChart(value, options).then(emit);
  throw new RiskbookError(
    "BAD_CHART",
    `show.chart cannot show ${value === null ? "null" : typeof value}. Give it a chart function's value, a Plot drawn by plot(…), or a Vega-Lite specification.`,
  );
}

function isChartBlock(value: unknown): value is ChartBlock {
  return (
    typeof value === "object" && value !== null && (value as { type?: unknown }).type === "chart" && "svg" in value
  );
}
