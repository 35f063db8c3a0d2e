import { areaY, dot, lineY, ruleY, text } from "@observablehq/plot";
import type { ChartBlock, PictureNode } from "../document/index.js";
import { axisLabel, cellFormat, labelText, valueAxis } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { frame, WIDTH } from "./frame.js";
import { hoverStrips } from "./hover.js";
import { HALO, timeAxis, valueGrid } from "./marks.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { checkSeries, counted, type DatedSeries, dayText, utc } from "./series.js";

/** A measure over a moving window with the interval that it is known to; null where the window has none. */
export interface RollingSeries extends DatedSeries {
  value: ArrayLike<number | null>;
  low?: ArrayLike<number | null>;
  high?: ArrayLike<number | null>;
}

export interface RollingBandOptions extends ChartOptions {
  unit: string;
  /** What is drawn, such as `Sharpe ratio, 250 days`. */
  label: string;
  /** What the band is, such as `95% interval`; needed where there is one. */
  band?: string;
  /** A value to compare with, such as the measure of the whole time. */
  reference?: { value: number; label: string };
}

interface Point {
  at: Date;
  date: string;
  value: number;
  low: number;
  high: number;
}

/**
 * A measure as it was on each day over the window before it, with its interval as a band; gaps stay gaps.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function rollingBand(data: RollingSeries, options: RollingBandOptions): ChartBlock {
  const { unit, label } = options;
  const [value, low, high] = [data.value, data.low ?? [], data.high ?? []].map(values => Array.from(values)) as [
    (number | null)[],
    (number | null)[],
    (number | null)[],
  ];
  checkSeries("rollingBand", data.dates, {
    value,
    ...(low.length > 0 ? { low } : {}),
    ...(high.length > 0 ? { high } : {}),
  });
  const points = data.dates.map((date, i) => ({
    date,
    at: utc(date),
    value: value[i] ?? Number.NaN,
    low: low[i] ?? Number.NaN,
    high: high[i] ?? Number.NaN,
  }));
  const known = points.filter(point => !Number.isNaN(point.value));
  const last = known.at(-1);
  const missing = points.length - known.length;
  const now = last === undefined ? "no value on any day" : `${labelText(last.value, unit)} on ${dayText(last.date)}`;
  const between =
    last === undefined || Number.isNaN(last.low)
      ? ""
      : `, ${options.band ?? "band"} ${labelText(last.low, unit)} to ${labelText(last.high, unit)}`;
  return chartBlock(
    [picture(points, options)],
    {
      title: `Rolling ${label}`,
      alternative: `${label} from ${dayText(data.dates[0]!)} to ${dayText(data.dates.at(-1)!)}: ${now}${between}.`,
      caption: `Last: ${now}${between}.${missing === 0 ? "" : ` ${counted(missing, "day")} without a value.`}`,
      columns: [
        column("date", "Date", "date", { kind: "date" }),
        column("value", label, "number", cellFormat(unit)),
        ...(low.length > 0 ? [column("low", "Low", "number", cellFormat(unit))] : []),
        ...(high.length > 0 ? [column("high", "High", "number", cellFormat(unit))] : []),
      ],
      values: {
        date: [...data.dates],
        value,
        ...(low.length > 0 ? { low } : {}),
        ...(high.length > 0 ? { high } : {}),
      },
      encoding: {
        mark: "line",
        x: { column: "date", label: "Date" },
        series: [
          { column: "value", label, colour: INK.primary },
          ...(low.length > 0 ? [{ column: "low", label: "Low", colour: INK.quiet }] : []),
          ...(high.length > 0 ? [{ column: "high", label: "High", colour: INK.quietSoft }] : []),
        ],
        y: { label, format: cellFormat(unit) },
      },
    },
    options,
  );
}

function picture(points: readonly Point[], options: RollingBandOptions): PictureNode {
  const { unit, label, reference, width = WIDTH, height = 290 } = options;
  const levels = points.flatMap(({ value, low, high }) => [value, low, high]).filter(level => !Number.isNaN(level));
  const all = [...levels, ...(reference === undefined ? [] : [reference.value]), 0];
  const axis = valueAxis(Math.min(...all), Math.max(...all), unit, { count: 6 });
  const last = points.filter(point => !Number.isNaN(point.value)).slice(-1);
  const right = last.length > 0 ? 64 : 16;
  return plot(
    frame({
      width,
      height,
      marginRight: right,
      x: { type: "utc" },
      y: { domain: axis.domain },
      marks: [
        ...valueGrid(axis, axisLabel(label, axis)),
        areaY(points, { x: "at", y1: "low", y2: "high", fill: INK.primarySoft, fillOpacity: 0.8 }),
        ...(reference === undefined
          ? []
          : [ruleY([reference.value], { stroke: INK.accent, strokeDasharray: "5 4", strokeWidth: 1.4 })]),
        lineY(points, { x: "at", y: "value", stroke: INK.primary, strokeWidth: 2 }),
        dot(last, { x: "at", y: "value", fill: INK.primary, r: 3.5 }),
        text(last, {
          x: "at",
          y: "value",
          text: (point: Point) => labelText(point.value, unit),
          textAnchor: "start",
          dx: 7,
          fill: INK.primary,
          fontWeight: 600,
        }),
        ...(reference === undefined
          ? []
          : [
              text([reference.label], {
                frameAnchor: "left",
                y: reference.value,
                textAnchor: "start",
                dx: 4,
                dy: -10,
                fill: INK.accent,
                ...HALO,
              }),
            ]),
        timeAxis(),
        hoverStrips(
          points.map(({ date }) => date),
          axis.domain,
          i => hoverText(points[i]!, unit),
        ),
      ],
    }),
  );
}

function hoverText({ date, value, low, high }: Point, unit: string): string {
  if (Number.isNaN(value)) return `${date}: no value`;
  return `${date}: ${labelText(value, unit)}${Number.isNaN(low) ? "" : ` (${labelText(low, unit)} to ${labelText(high, unit)})`}`;
}
