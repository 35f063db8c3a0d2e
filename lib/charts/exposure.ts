import { barX, gridX, ruleX, text, tickX } from "@observablehq/plot";
import type { ChartBlock, PictureNode } from "../document/index.js";
import { axisLabel, cellFormat, changeText, labelText, valueAxis } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { FONT_SIZE, frame, textWidth, WIDTH } from "./frame.js";
import { bottomAxis } from "./marks.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { rowNames, ticksWithin } from "./ranked-bars.js";
import { checkRows, counted } from "./series.js";

/** Exposure to one symbol, sector or trader, in money. */
export interface ExposureRow {
  label: string;
  /** Positive or zero. */
  long: number;
  /** Negative or zero. */
  short: number;
}

export interface ExposureOptions extends ChartOptions {
  unit: string;
  /** What the rows are, such as `symbol` or `sector`. */
  noun?: string;
  top?: number;
}

/**
 * Long to the right, short to the left, and the net as a mark, ordered by gross exposure.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function exposureBars(rows: readonly ExposureRow[], options: ExposureOptions): ChartBlock {
  checkRows("exposureBars", rows, ["long", "short"]);
  const { unit, noun = "symbol", top = 15 } = options;
  const ordered = [...rows].sort((a, b) => gross(b) - gross(a));
  const drawn = ordered.slice(0, top);
  const total = ordered.reduce((sum, row) => ({ gross: sum.gross + gross(row), net: sum.net + net(row) }), {
    gross: 0,
    net: 0,
  });
  const sums = `gross ${labelText(total.gross, unit)}, net ${changeText(total.net, unit)}`;
  const cut = ordered.length > drawn.length ? ` The ${drawn.length} largest of ${ordered.length} are drawn.` : "";
  const money = cellFormat(unit);
  return chartBlock(
    [picture(drawn, options)],
    {
      title: `Long, short and net exposure by ${noun}`,
      alternative: `Long and short exposure of ${counted(ordered.length, noun)}: ${sums}; the largest is ${drawn[0]!.label} with ${labelText(gross(drawn[0]!), unit)} gross.`,
      caption: `All together: ${sums}.${cut}`,
      columns: [
        column("label", noun.charAt(0).toUpperCase() + noun.slice(1), "string", { kind: "text" }),
        column("long", "Long", "number", money),
        column("short", "Short", "number", money),
        column("net", "Net", "number", money),
      ],
      values: {
        label: drawn.map(row => row.label),
        long: drawn.map(row => row.long),
        short: drawn.map(row => row.short),
        net: drawn.map(net),
      },
      encoding: {
        mark: "bar",
        x: { column: "label", label: noun },
        series: [
          { column: "long", label: "Long", colour: INK.primary },
          { column: "short", label: "Short", colour: INK.accent },
        ],
        y: { label: "Exposure", format: money },
      },
    },
    options,
  );
}

const gross = (row: ExposureRow): number => row.long - row.short;
const net = (row: ExposureRow): number => row.long + row.short;

function picture(rows: readonly ExposureRow[], options: ExposureOptions): PictureNode {
  const { unit, width = WIDTH } = options;
  const { nameWidth, names } = rowNames(rows);
  const low = Math.min(0, ...rows.map(row => row.short));
  const high = Math.max(0, ...rows.map(row => row.long));
  const axis = valueAxis(low, high, unit, { count: 6 });
  const netWidth = Math.max(textWidth("Net"), ...rows.map(row => textWidth(changeText(net(row), unit)))) + 14;
  const at = (_: unknown, index: number): number => index;
  return plot(
    frame({
      width,
      height: options.height ?? rows.length * 25 + 90,
      marginTop: 34,
      marginLeft: nameWidth,
      marginRight: netWidth,
      marginBottom: 46,
      x: { domain: [low, high] },
      y: { domain: rows.map((_, index) => index), axis: null, padding: 0.28 },
      marks: [
        gridX(ticksWithin(axis.ticks, low, high), { stroke: INK.grid, strokeOpacity: 1 }),
        bottomAxis(ticksWithin(axis.ticks, low, high), axis, axisLabel("Exposure", axis)),
        barX(rows, {
          y: at,
          x1: 0,
          x2: "long",
          fill: INK.primary,
          title: row => `${row.label}: long ${labelText(row.long, unit)}`,
        }),
        barX(rows, {
          y: at,
          x1: 0,
          x2: "short",
          fill: INK.accent,
          title: row => `${row.label}: short ${labelText(row.short, unit)}`,
        }),
        ruleX([0], { stroke: INK.muted }),
        tickX(rows, { y: at, x: net, stroke: INK.paper, strokeWidth: 5 }),
        tickX(rows, {
          y: at,
          x: net,
          stroke: INK.ink,
          strokeWidth: 2.5,
          title: row => `${row.label}: net ${changeText(net(row), unit)}`,
        }),
        text(names, {
          frameAnchor: "left",
          y: at,
          text: names,
          dx: -nameWidth + 2,
          textAnchor: "start",
          fill: INK.ink,
        }),
        text(rows, {
          frameAnchor: "right",
          y: at,
          text: row => changeText(net(row), unit),
          dx: netWidth - 4,
          textAnchor: "end",
          fill: INK.ink,
        }),
        text(["Net"], {
          frameAnchor: "top-right",
          text: ["Net"],
          dx: netWidth - 4,
          dy: -26,
          lineAnchor: "top",
          textAnchor: "end",
          fill: INK.muted,
        }),
        ...legend(low, high),
      ],
    }),
  );
}

/** `Short` and `Long` at the upper edge, in the colours of their bars. */
function legend(low: number, high: number) {
  const side = (words: string, shift: number, anchor: "start" | "end", fill: string) =>
    text([0], {
      x: 0,
      frameAnchor: "top",
      text: [words],
      dx: shift,
      dy: -26,
      lineAnchor: "top",
      textAnchor: anchor,
      fill,
      fontWeight: 600,
      fontSize: FONT_SIZE,
    });
  return [
    ...(high > 0 ? [side("Long →", 6, "start", INK.primary)] : []),
    ...(low < 0 ? [side("← Short", -6, "end", INK.accent)] : []),
  ];
}
