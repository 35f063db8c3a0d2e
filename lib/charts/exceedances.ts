import { areaY, dot, lineY, ruleX, text } from "@observablehq/plot";
import type { ChartBlock } from "../document/index.js";
import { axisLabel, cellFormat, labelText, valueAxis } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { frame, MARGINS, WIDTH } from "./frame.js";
import { spreadOut } from "./labels.js";
import { HALO, timeAxis, valueGrid } from "./marks.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { checkSeries, counted, type DatedSeries, dayText, utc } from "./series.js";
import { dailyScale } from "./time-scale.js";

/** Daily P&L and the VaR that was forecast for each day from the days before it only. */
export interface ExceedanceSeries extends DatedSeries {
  pnl: ArrayLike<number>;
  /** Positive losses; null on days without enough history. */
  var: ArrayLike<number | null>;
}

export interface ExceedanceOptions extends ChartOptions {
  unit: string;
  /** Of the VaR, such as 0.99. */
  confidence: number;
}

/**
 * Daily P&L as bars, minus VaR as the line that they should seldom cross, and each day that did, marked and dated.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function varExceedances(data: ExceedanceSeries, options: ExceedanceOptions): ChartBlock {
  const pnl = Array.from(data.pnl);
  const limit = Array.from(data.var, value => (value === null ? null : -value));
  checkSeries("varExceedances", data.dates, { pnl, var: limit });
  const days = data.dates.map((date, i) => ({ date, at: utc(date), pnl: pnl[i]!, limit: limit[i]! as number | null }));
  const judged = days.filter(day => day.limit !== null);
  const exceeded = judged.filter(day => day.pnl < day.limit!);
  const level = `${Number((options.confidence * 100).toFixed(2))}%`;
  const expected = labelNumber(judged.length * (1 - options.confidence));
  const caption = `${counted(exceeded.length, "exceedance")} in ${counted(judged.length, "day")} with a ${level} VaR; ${expected} expected. Each day's VaR uses only the days before it.`;
  const worst = exceeded.reduce<(typeof days)[number] | undefined>(
    (low, day) => (low && low.pnl <= day.pnl ? low : day),
    undefined,
  );
  return chartBlock(
    [picture(days, exceeded, level, options)],
    {
      title: `Daily P&L against ${level} VaR`,
      alternative: `Daily P&L from ${dayText(data.dates[0]!)} to ${dayText(data.dates.at(-1)!)}: it fell below minus the ${level} VaR on ${exceeded.length} of ${counted(judged.length, "day")}, where ${expected} are expected${worst ? `; the worst was ${labelText(worst.pnl, options.unit)} on ${dayText(worst.date)}` : ""}.`,
      caption,
      columns: [
        column("date", "Date", "date", { kind: "date" }),
        column("pnl", "P&L", "number", cellFormat(options.unit)),
        column("limit", `Minus ${level} VaR`, "number", cellFormat(options.unit)),
        column("exceedance", "Exceedance", "number", cellFormat(options.unit)),
      ],
      values: {
        date: [...data.dates],
        pnl,
        limit,
        exceedance: days.map(day => (day.limit !== null && day.pnl < day.limit ? day.pnl : null)),
      },
      encoding: {
        mark: "bar",
        x: { column: "date", label: "Date" },
        series: [
          { column: "pnl", label: "P&L", colour: INK.quiet },
          { column: "limit", label: `Minus ${level} VaR`, mark: "line", colour: INK.accent },
          { column: "exceedance", label: "Exceedance", mark: "dot", colour: INK.loss },
        ],
        y: { label: "P&L", format: cellFormat(options.unit) },
      },
    },
    options,
  );
}

interface Day {
  date: string;
  at: Date;
  pnl: number;
  limit: number | null;
}

function picture(days: readonly Day[], exceeded: readonly Day[], level: string, options: ExceedanceOptions) {
  const { unit, width = WIDTH, height = 330 } = options;
  const lows = days.map(day => Math.min(day.pnl, day.limit ?? 0));
  const axis = valueAxis(Math.min(...lows), Math.max(...days.map(day => day.pnl), 0), unit, { count: 7, air: 0.1 });
  const scale = dailyScale(
    days.map(day => day.date),
    width - MARGINS,
  );
  const others = days.filter(day => !exceeded.includes(day));
  const title = (day: Day): string =>
    `${day.date}: ${labelText(day.pnl, unit)}${day.limit === null ? "" : `, VaR ${labelText(-day.limit, unit)}`}`;
  const dated = spreadOut(exceeded, {
    position: day => scale.position(day.date),
    weight: day => -day.pnl,
    gap: 50,
    most: 7,
  });
  const firstLimit = days.filter(day => day.limit !== null).slice(0, 1);
  return plot(
    frame({
      width,
      height,
      marginBottom: 42,
      x: scale.x,
      y: { domain: axis.domain },
      marks: [
        ...valueGrid(axis, axisLabel("Daily P&L", axis)),
        areaY(days, { x: "at", y: (day: Day) => day.limit ?? Number.NaN, fill: INK.accentSoft, fillOpacity: 0.6 }),
        ruleX(others, { x: "at", y1: 0, y2: "pnl", stroke: INK.quiet, strokeWidth: scale.barWidth, title }),
        lineY(days, {
          x: "at",
          y: (day: Day) => day.limit ?? Number.NaN,
          stroke: INK.accent,
          strokeWidth: 1.8,
          curve: "step",
        }),
        ruleX(exceeded, {
          x: "at",
          y1: 0,
          y2: "pnl",
          stroke: INK.loss,
          strokeWidth: Math.max(scale.barWidth, 1.6),
          title,
        }),
        dot(exceeded, { x: "at", y: "pnl", fill: INK.loss, stroke: INK.paper, r: 4.5, title }),
        timeAxis(),
        text(dated, {
          x: "at",
          y: "pnl",
          text: (day: Day) => dayText(day.date).slice(0, -5),
          dy: 16,
          fill: INK.loss,
          ...HALO,
        }),
        text(firstLimit, {
          x: "at",
          y: "limit",
          text: [`−VaR ${level}`],
          textAnchor: "start",
          dx: 2,
          dy: 15,
          fill: INK.accent,
          ...HALO,
        }),
      ],
    }),
  );
}

function labelNumber(value: number): string {
  return value.toFixed(1);
}
