import { areaY, dot, lineY, rect, text } from "@observablehq/plot";
import type { ChartBlock, PictureNode } from "../document/index.js";
import { axisLabel, cellFormat, labelText, valueAxis } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { frame, textWidth, WIDTH } from "./frame.js";
import { hoverStrips } from "./hover.js";
import { HALO, timeAxis, valueGrid } from "./marks.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { checkSeries, type DatedSeries, dayText, utc } from "./series.js";
import { thinned } from "./thinned.js";

/** Equity at the end of each day: cumulative P&L in money, or a net asset value. */
export interface EquitySeries extends DatedSeries {
  equity: ArrayLike<number>;
}

export interface EquityOptions extends ChartOptions {
  /** Of the equity: a currency code, or words such as `index points`. */
  unit: string;
  /** Drawdown as a share of the peak (equity must be positive) instead of in the equity's own unit. */
  relative?: boolean;
  /** What the upper line is called. */
  label?: string;
}

interface Drawdowns {
  values: number[];
  /** Days of the deepest fall, by index. */
  peak: number;
  trough: number;
  unit: string;
}

/**
 * Equity above, its drawdown from the running peak below, the deepest fall marked in both.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function equityWithDrawdown(data: EquitySeries, options: EquityOptions): ChartBlock {
  const equity = Array.from(data.equity);
  checkSeries("equityWithDrawdown", data.dates, { equity });
  const label = options.label ?? "Cumulative P&L";
  const drawdown = drawdowns(equity, options);
  const { width = WIDTH, height = 370 } = options;
  const marginRight = Math.ceil(textWidth(labelText(equity.at(-1)!, options.unit))) + 12;
  const size = { width, marginRight, marginLeft: 52 };
  const plots = [
    upper(data.dates, equity, drawdown, label, options.unit, { ...size, height: Math.round(height * 0.6) }),
    lower(data.dates, drawdown, { ...size, height: height - Math.round(height * 0.6) }),
  ];
  const deepest = `${labelText(drawdown.values[drawdown.trough]!, drawdown.unit)} from ${dayText(data.dates[drawdown.peak]!)} to ${dayText(data.dates[drawdown.trough]!)}`;
  const last = labelText(equity.at(-1)!, options.unit);
  const fell = drawdown.values[drawdown.trough]! < 0;
  return chartBlock(
    plots,
    {
      title: `${label} and drawdown`,
      alternative: `${label} from ${dayText(data.dates[0]!)} to ${dayText(data.dates.at(-1)!)} ends at ${last}; ${fell ? `the deepest drawdown is ${deepest}` : "it never fell below an earlier peak"}.`,
      ...(fell ? { caption: `Deepest drawdown ${deepest}.` } : {}),
      columns: [
        column("date", "Date", "date", { kind: "date" }),
        column("equity", label, "number", cellFormat(options.unit)),
        column("drawdown", "Drawdown", "number", cellFormat(drawdown.unit)),
      ],
      values: { date: [...data.dates], equity, drawdown: drawdown.values },
      encoding: {
        mark: "line",
        x: { column: "date", label: "Date" },
        series: [
          { column: "equity", label, colour: INK.primary },
          { column: "drawdown", label: "Drawdown", mark: "area", colour: INK.loss, axis: "right" },
        ],
        y: { label, format: cellFormat(options.unit) },
      },
    },
    options,
  );
}

function drawdowns(equity: readonly number[], options: EquityOptions): Drawdowns {
  let peak = 0;
  const worst = { peak: 0, trough: 0 };
  const values = equity.map((value, index) => {
    if (value > equity[peak]!) peak = index;
    const fall = value - equity[peak]!;
    return options.relative ? fall / equity[peak]! : fall;
  });
  peak = 0;
  values.forEach((value, index) => {
    if (value === 0) peak = index;
    if (value < values[worst.trough]!) Object.assign(worst, { peak, trough: index });
  });
  return { values, ...worst, unit: options.relative ? "fraction" : options.unit };
}

interface Size {
  width: number;
  height: number;
  marginLeft: number;
  marginRight: number;
}

function upper(
  dates: readonly string[],
  equity: readonly number[],
  drawdown: Drawdowns,
  label: string,
  unit: string,
  size: Size,
): PictureNode {
  const axis = valueAxis(Math.min(...equity), Math.max(...equity), unit, { count: 6 });
  const points = equity.map((value, index) => ({ date: utc(dates[index]!), value }));
  const curve = thinned(points, point => point.value, size.width * 2);
  const last = points.slice(-1);
  return plot(
    frame({
      ...size,
      marginBottom: 16,
      x: { type: "utc", axis: null },
      y: { domain: axis.domain },
      marks: [
        rect([0], {
          x1: points[drawdown.peak]!.date,
          x2: points[drawdown.trough]!.date,
          y1: axis.domain[0],
          y2: axis.domain[1],
          fill: INK.lossSoft,
          fillOpacity: 0.45,
        }),
        ...valueGrid(axis, axisLabel(label, axis)),
        lineY(curve, { x: "date", y: "value", stroke: INK.primary, strokeWidth: 2 }),
        dot(last, { x: "date", y: "value", fill: INK.primary, r: 3.5 }),
        text(last, {
          x: "date",
          y: "value",
          text: point => labelText(point.value, unit),
          textAnchor: "start",
          dx: 8,
          fill: INK.primary,
          fontWeight: 600,
        }),
        hoverStrips(dates, axis.domain, index => `${dates[index]}: ${labelText(equity[index]!, unit)}`),
      ],
    }),
  );
}

function lower(dates: readonly string[], drawdown: Drawdowns, size: Size): PictureNode {
  const { values, trough, unit } = drawdown;
  const axis = valueAxis(Math.min(...values), 0, unit, { count: 2.6, air: 0.14 });
  const points = values.map((value, index) => ({ date: utc(dates[index]!), value }));
  const curve = thinned(points, point => point.value, size.width * 2);
  const early = trough < values.length / 2;
  const worst = points.slice(trough, trough + 1);
  return plot(
    frame({
      ...size,
      marginTop: 26,
      x: { type: "utc", label: null },
      y: { domain: axis.domain },
      marks: [
        ...valueGrid(axis, axisLabel("Drawdown", axis)),
        areaY(curve, { x: "date", y: "value", fill: INK.lossSoft }),
        lineY(curve, { x: "date", y: "value", stroke: INK.loss, strokeWidth: 1.2 }),
        timeAxis(),
        dot(worst, { x: "date", y: "value", fill: INK.loss, r: 3.5 }),
        text(worst, {
          x: "date",
          y: "value",
          text: point => `${labelText(point.value, unit)} on ${dayText(dates[trough]!)}`,
          textAnchor: early ? "start" : "end",
          dx: early ? 9 : -9,
          fill: INK.loss,
          ...HALO,
        }),
        hoverStrips(dates, axis.domain, index => `${dates[index]}: drawdown ${labelText(values[index]!, unit)}`),
      ],
    }),
  );
}
