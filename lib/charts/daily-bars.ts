import { ruleX, text } from "@observablehq/plot";
import type { ChartBlock } from "../document/index.js";
import { axisLabel, cellFormat, changeText, labelText, valueAxis } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { frame, MARGINS, textWidth, WIDTH } from "./frame.js";
import { HALO, timeAxis, valueGrid } from "./marks.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { checkSeries, counted, type DatedSeries, dayText, utc } from "./series.js";
import { dailyScale } from "./time-scale.js";

/** P&L of each day. */
export interface DailyPnl extends DatedSeries {
  pnl: ArrayLike<number>;
}

export interface DailyBarsOptions extends ChartOptions {
  unit: string;
}

/**
 * P&L day by day, gains and losses apart, with the best and the worst day named.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function dailyPnlBars(data: DailyPnl, options: DailyBarsOptions): ChartBlock {
  const pnl = Array.from(data.pnl);
  checkSeries("dailyPnlBars", data.dates, { pnl });
  const best = pnl.indexOf(Math.max(...pnl));
  const worst = pnl.indexOf(Math.min(...pnl));
  const gains = pnl.filter(value => value > 0).length;
  const losses = pnl.filter(value => value < 0).length;
  const named = (index: number): string => `${changeText(pnl[index]!, options.unit)} on ${dayText(data.dates[index]!)}`;
  return chartBlock(
    [picture(data.dates, pnl, best, worst, options)],
    {
      title: "Daily P&L",
      alternative: `Daily P&L from ${dayText(data.dates[0]!)} to ${dayText(data.dates.at(-1)!)}: ${gains} days of gain and ${losses} of loss; best ${named(best)}, worst ${named(worst)}.`,
      caption: `${counted(gains, "winning day")}, ${counted(losses, "losing day")}. Best ${named(best)}; worst ${named(worst)}.`,
      columns: [
        column("date", "Date", "date", { kind: "date" }),
        column("pnl", "P&L", "number", cellFormat(options.unit)),
      ],
      values: { date: [...data.dates], pnl },
      encoding: {
        mark: "bar",
        x: { column: "date", label: "Date" },
        series: [{ column: "pnl", label: "P&L", colour: INK.primary }],
        y: { label: "P&L", format: cellFormat(options.unit) },
      },
    },
    options,
  );
}

function picture(
  dates: readonly string[],
  pnl: readonly number[],
  best: number,
  worst: number,
  options: DailyBarsOptions,
) {
  const { unit, width = WIDTH, height = 290 } = options;
  const axis = valueAxis(Math.min(0, ...pnl), Math.max(0, ...pnl), unit, { count: 7, air: 0.13 });
  const days = pnl.map((value, index) => ({ at: utc(dates[index]!), value, index }));
  const named = [...new Set([best, worst])].map(index => days[index]!);
  const scale = dailyScale(dates, width - MARGINS);
  const edge = (index: number): "start" | "middle" | "end" => {
    const x = scale.position(dates[index]!);
    const half = textWidth("−$1.24m") / 2;
    return x < half ? "start" : x > width - MARGINS - half ? "end" : "middle";
  };
  return plot(
    frame({
      width,
      height,
      x: scale.x,
      y: { domain: axis.domain },
      marks: [
        ...valueGrid(axis, axisLabel("Daily P&L", axis)),
        ruleX(days, {
          x: "at",
          y1: 0,
          y2: "value",
          stroke: day => (day.value < 0 ? INK.loss : INK.primary),
          strokeWidth: scale.barWidth,
          title: day => `${dates[day.index]}: ${changeText(day.value, unit)}`,
        }),
        timeAxis(),
        ...named.map(day =>
          text([day], {
            x: "at",
            y: "value",
            text: [labelText(day.value, unit)],
            dy: day.value < 0 ? 11 : -10,
            textAnchor: edge(day.index),
            fill: day.value < 0 ? INK.loss : INK.primary,
            ...HALO,
          }),
        ),
      ],
    }),
  );
}
