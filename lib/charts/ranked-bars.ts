import { barX, gridX, ruleX, text } from "@observablehq/plot";
import type { ChartBlock, PictureNode } from "../document/index.js";
import { axisLabel, cellFormat, labelText, valueAxis } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { FONT_SIZE, fitted, frame, textWidth, WIDTH } from "./frame.js";
import { bottomAxis } from "./marks.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { checkRows, counted } from "./series.js";

export interface RankedRow {
  label: string;
  value: number;
}

export interface RankedBarsOptions extends ChartOptions {
  unit: string;
  /** What the figures are, such as `Net P&L` or `99% VaR`. */
  label: string;
  /** What the rows are, such as `trader`; for sentences. */
  noun?: string;
  /** How many rows are drawn; the others are counted in the caption. */
  top?: number;
  /** As given, or by value from the largest to the smallest. */
  order?: "value" | "given";
}

/** Pixels from one bar to the next, and the widest that names may grow. */
const ROW = 25;
const WIDEST_NAME = 200;

/**
 * One bar per row, ranked, with its figure at its end; losses are in the colour of loss.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function rankedBars(rows: readonly RankedRow[], options: RankedBarsOptions): ChartBlock {
  checkRows("rankedBars", rows, ["value"]);
  const { unit, label, noun = "row", top = 20 } = options;
  const ordered = options.order === "given" ? [...rows] : [...rows].sort((a, b) => b.value - a.value);
  const drawn = ordered.slice(0, top);
  const [first, last] = [drawn[0]!, drawn.at(-1)!];
  const left = ordered.length - drawn.length;
  return chartBlock(
    [picture(drawn, options)],
    {
      title: `${label} by ${noun}`,
      alternative: `Bars of ${label} for ${counted(drawn.length, noun)}, from ${first.label} with ${labelText(first.value, unit)} to ${last.label} with ${labelText(last.value, unit)}.`,
      ...(left > 0 ? { caption: `The first ${drawn.length} of ${counted(ordered.length, noun)}.` } : {}),
      columns: [
        column("label", noun.charAt(0).toUpperCase() + noun.slice(1), "string", { kind: "text" }),
        column("value", label, "number", cellFormat(unit)),
      ],
      values: { label: drawn.map(row => row.label), value: drawn.map(row => row.value) },
      encoding: {
        mark: "bar",
        x: { column: "label", label: noun },
        series: [{ column: "value", label, colour: INK.primary }],
        y: { label, format: cellFormat(unit) },
      },
    },
    options,
  );
}

function picture(rows: readonly RankedRow[], options: RankedBarsOptions): PictureNode {
  const { unit, width = WIDTH } = options;
  const values = rows.map(row => row.value);
  const { nameWidth, names } = rowNames(rows);
  const figures = Math.max(...values.map(value => textWidth(labelText(value, unit)))) + 10;
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const axis = valueAxis(low, high, unit, { count: 6 });
  return plot(
    frame({
      width,
      height: options.height ?? rows.length * ROW + 66,
      marginTop: 6,
      marginLeft: nameWidth + (low < 0 ? figures : 0),
      marginRight: high > 0 ? figures : 16,
      marginBottom: 46,
      x: { domain: [low, high] },
      y: { domain: rows.map((_, index) => index), axis: null, padding: 0.28 },
      marks: [
        gridX(ticksWithin(axis.ticks, low, high), { stroke: INK.grid, strokeOpacity: 1 }),
        bottomAxis(ticksWithin(axis.ticks, low, high), axis, axisLabel(options.label, axis)),
        barX(rows, {
          y: (_, index) => index,
          x1: 0,
          x2: "value",
          fill: (row: RankedRow) => (row.value < 0 ? INK.loss : INK.primary),
          title: (row: RankedRow) => `${row.label}: ${labelText(row.value, unit)}`,
        }),
        ruleX([0], { stroke: INK.muted }),
        text(names, {
          frameAnchor: "left",
          y: (_, index) => index,
          text: names,
          dx: -nameWidth - (low < 0 ? figures : 0) + 2,
          textAnchor: "start",
          fill: INK.ink,
        }),
        ...[rows.filter(row => row.value >= 0), rows.filter(row => row.value < 0)].map((side, losing) =>
          text(side, {
            x: "value",
            y: (row: RankedRow) => rows.indexOf(row),
            text: (row: RankedRow) => labelText(row.value, unit),
            textAnchor: losing ? "end" : "start",
            dx: losing ? -5 : 5,
            fill: losing ? INK.loss : INK.ink,
          }),
        ),
      ],
    }),
  );
}

/** Names cut to the room that the left margin may take. */
export function rowNames(rows: readonly { label: string }[]): { nameWidth: number; names: string[] } {
  const names = rows.map(row => fitted(row.label, WIDEST_NAME));
  return { names, nameWidth: Math.ceil(Math.max(FONT_SIZE, ...names.map(name => textWidth(name)))) + 12 };
}

/** The ticks that lie on the data's own extent, which bars with figures at their ends are drawn to. */
export function ticksWithin(ticks: readonly number[], low: number, high: number): number[] {
  return ticks.filter(tick => tick >= low && tick <= high);
}
