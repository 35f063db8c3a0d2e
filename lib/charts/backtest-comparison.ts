import { dot, gridX, rect, ruleX, text } from "@observablehq/plot";
import { RiskbookError } from "../core/index.js";
import type { ChartBlock, PictureNode } from "../document/index.js";
import { valueAxis } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { frame, textWidth, WIDTH } from "./frame.js";
import { bottomAxis } from "./marks.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { rowNames } from "./ranked-bars.js";
import { checkRows, counted } from "./series.js";

/** A model's exceptions on history. */
export interface BacktestRow {
  /** The model's name. */
  label: string;
  exceptions: number;
  /** Tested days. */
  observations: number;
  zone: "green" | "yellow" | "red";
  /** What is printed at the end, such as p-values. */
  note: string;
}

export interface BacktestComparisonOptions extends ChartOptions {
  /** Of the VaR, such as 0.99. */
  confidence: number;
  /** Exceptions that a test at 5% does not reject, of the rows' observations. */
  accepted: { low: number; high: number };
}

const ROW = 30;
const FILL = { green: INK.teal, yellow: INK.accent, red: INK.loss } as const;
const SYMBOL = { green: "circle", yellow: "triangle", red: "times" } as const;

/**
 * How often each model's VaR was exceeded, beside the counts that a right model would have: a band that Kupiec's test
 * accepts and a line at the expected number.
 * @throws RiskbookError `BAD_CHART_DATA` also where models were tested on different numbers of days
 */
export function backtestComparison(rows: readonly BacktestRow[], options: BacktestComparisonOptions): ChartBlock {
  checkRows("backtestComparison", rows, ["exceptions", "observations"]);
  const days = rows[0]!.observations;
  const other = rows.find(row => row.observations !== days);
  if (other !== undefined) {
    throw new RiskbookError(
      "BAD_CHART_DATA",
      `backtestComparison: "${other.label}" was tested on ${other.observations} days and "${rows[0]!.label}" on ${days}; counts of different numbers of days cannot stand on one axis.`,
    );
  }
  const { confidence, accepted } = options;
  const level = `${Number((confidence * 100).toFixed(2))}%`;
  const expected = days * (1 - confidence);
  const right = rows.filter(({ exceptions }) => exceptions >= accepted.low && exceptions <= accepted.high).length;
  return chartBlock(
    [picture(rows, expected, options)],
    {
      title: `Exceptions of a ${level} VaR by model`,
      alternative: `Exceptions in ${counted(days, "day")} of ${counted(rows.length, "model")} at ${level}, where ${expected.toFixed(1)} are expected: ${rows.map(row => `${row.label} ${row.exceptions}`).join(", ")}.`,
      caption: `${counted(days, "day")}; ${expected.toFixed(1)} exceptions are expected, and ${accepted.low} to ${accepted.high} are what Kupiec's test does not reject at 5%: so ${right} of ${counted(rows.length, "model")}. Circle, triangle and cross are Basel's green, yellow and red.`,
      columns: [
        column("label", "Model", "string", { kind: "text" }),
        column("exceptions", "Exceptions", "integer", { kind: "integer" }),
        column("zone", "Zone", "string", { kind: "text" }),
        column("note", "Tests", "string", { kind: "text" }),
      ],
      values: {
        label: rows.map(row => row.label),
        exceptions: rows.map(row => row.exceptions),
        zone: rows.map(row => row.zone),
        note: rows.map(row => row.note),
      },
      encoding: {
        mark: "bar",
        x: { column: "label", label: "Model" },
        series: [{ column: "exceptions", label: "Exceptions", colour: INK.primary }],
        y: { label: "Exceptions", format: { kind: "integer" } },
      },
    },
    options,
  );
}

function picture(rows: readonly BacktestRow[], expected: number, options: BacktestComparisonOptions): PictureNode {
  const { accepted, width = WIDTH } = options;
  const { nameWidth, names } = rowNames(rows);
  const notes = Math.max(40, ...rows.map(row => textWidth(row.note))) + 14;
  const high = Math.max(accepted.high, ...rows.map(row => row.exceptions)) * 1.08;
  const all = valueAxis(0, high, "count", { count: 6 });
  const axis = { ...all, ticks: all.ticks.filter(Number.isInteger), tickFormat: String };
  const y = (_: BacktestRow, i: number): number => i;
  const title = (row: BacktestRow): string => `${row.label}: ${row.exceptions} exceptions, ${row.zone}, ${row.note}`;
  const dots = (["green", "yellow", "red"] as const).map(zone =>
    dot(
      rows.map((row, i) => ({ row, i })).filter(({ row }) => row.zone === zone),
      {
        x: ({ row }) => row.exceptions,
        y: ({ i }) => i,
        symbol: SYMBOL[zone],
        r: 6,
        ...(zone === "red" ? { stroke: FILL[zone], strokeWidth: 2.5 } : { fill: FILL[zone] }),
        title: ({ row }) => title(row),
      },
    ),
  );
  return plot(
    frame({
      width,
      height: options.height ?? rows.length * ROW + 66,
      marginTop: 6,
      marginLeft: nameWidth,
      marginRight: notes,
      marginBottom: 46,
      x: { domain: [0, high] },
      y: { type: "band", domain: rows.map((_, i) => i), axis: null, padding: 0.2 },
      marks: [
        rect([0], { x1: accepted.low, x2: accepted.high, fill: INK.primarySoft, fillOpacity: 0.8 }),
        gridX(axis.ticks, { stroke: INK.grid, strokeOpacity: 1 }),
        bottomAxis(axis.ticks, axis, "Exceptions"),
        ruleX([expected], { stroke: INK.primary, strokeWidth: 1.6, strokeDasharray: "5 4" }),
        ...dots,
        text(rows, {
          x: "exceptions",
          y,
          text: (row: BacktestRow) => String(row.exceptions),
          dx: 11,
          textAnchor: "start",
          fill: INK.ink,
          fontWeight: 600,
          stroke: INK.paper,
          strokeWidth: 3,
        }),
        text(names, {
          frameAnchor: "left",
          y: (_, i) => i,
          text: names,
          dx: -nameWidth + 2,
          textAnchor: "start",
          fill: INK.ink,
        }),
        text(rows, { frameAnchor: "right", y, text: "note", dx: notes - 4, textAnchor: "end", fill: INK.muted }),
      ],
    }),
  );
}
