import { cell, text } from "@observablehq/plot";
import { type ChartBlock, formatValue, type PictureNode } from "../document/index.js";
import { cellFormat, changeText, scaleOf } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { frame, WIDTH } from "./frame.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { checkSeries, counted, type DatedSeries, dayText, MONTH_NAMES } from "./series.js";

/** P&L of each day. */
export interface MonthlySource extends DatedSeries {
  pnl: ArrayLike<number>;
}

export interface MonthlyHeatmapOptions extends ChartOptions {
  /** A currency code for money, which is summed; `fraction` for returns, which are compounded. */
  unit: string;
}

interface Month {
  year: number;
  /** 0 to 11; 12 is the year as a whole. */
  month: number;
  value: number;
}

/**
 * A row for each year, a square for each month, shaded by gain and loss and carrying its figure, and the year's total.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function monthlyHeatmap(data: MonthlySource, options: MonthlyHeatmapOptions): ChartBlock {
  const pnl = Array.from(data.pnl);
  checkSeries("monthlyHeatmap", data.dates, { pnl });
  const { unit } = options;
  const months = monthly(data.dates, pnl, unit);
  const single = months.filter(month => month.month < 12);
  const best = single.reduce((a, b) => (b.value > a.value ? b : a));
  const worst = single.reduce((a, b) => (b.value < a.value ? b : a));
  const named = (month: Month): string =>
    `${MONTH_NAMES[month.month]} ${month.year} (${changeText(month.value, unit)})`;
  const years = [...new Set(months.map(month => month.year))];
  const at = (year: number, month: number): number | null =>
    months.find(other => other.year === year && other.month === month)?.value ?? null;
  const names = [...MONTH_NAMES, "Year"];
  return chartBlock(
    [picture(months, years, options)],
    {
      title: unit === "fraction" ? "Monthly return" : "Monthly P&L",
      alternative: `${unit === "fraction" ? "Returns" : "P&L"} of ${counted(single.length, "month")} to ${dayText(data.dates.at(-1)!)}; best ${named(best)}, worst ${named(worst)}.`,
      caption: `Best month ${named(best)}; worst ${named(worst)}. The first and the last month may be incomplete.`,
      columns: [
        column("year", "Year", "string", { kind: "text" }),
        ...names.map((name, month) =>
          column(`m${month + 1}`, month === 12 ? "Whole year" : name, "number", cellFormat(unit)),
        ),
      ],
      values: {
        year: years.map(String),
        ...Object.fromEntries(names.map((_, month) => [`m${month + 1}`, years.map(year => at(year, month))])),
      },
      encoding: {
        mark: "heatmap",
        x: { column: "year", label: "Year" },
        series: names
          .slice(0, 12)
          .map((name, month) => ({ column: `m${month + 1}`, label: name, colour: INK.primary })),
        y: { label: "P&L", format: cellFormat(unit) },
      },
    },
    options,
  );
}

function monthly(dates: readonly string[], values: readonly number[], unit: string): Month[] {
  const months = new Map<string, Month>();
  const add = (year: number, month: number, value: number): void => {
    const key = `${year}-${month}`;
    const found = months.get(key) ?? { year, month, value: 0 };
    found.value = unit === "fraction" ? (1 + found.value) * (1 + value) - 1 : found.value + value;
    months.set(key, found);
  };
  dates.forEach((date, index) => {
    const year = Number(date.slice(0, 4));
    add(year, Number(date.slice(5, 7)) - 1, values[index]!);
    add(year, 12, values[index]!);
  });
  return [...months.values()];
}

/** Figures for small squares, all in one scale, whose name stands once at the upper left. */
function printer(months: readonly Month[], unit: string): { corner: string; print: (value: number) => string } {
  const largest = Math.max(...months.map(month => Math.abs(month.value)));
  const { divisor, word } = scaleOf(largest, unit);
  const digits = largest / divisor < 10 ? 2 : largest / divisor < 100 ? 1 : 0;
  const corner = word.replace(/ (million|billion|thousand)$/, (_, scale: string) => ` ${SHORT_SCALES[scale]}`);
  return { corner, print: value => formatValue(value / divisor, { kind: "number", digits }) };
}

const SHORT_SCALES: Readonly<Record<string, string>> = { thousand: "k", million: "m", billion: "bn" };

const STEPS: readonly string[] = [INK.loss3, INK.loss2, INK.loss1, INK.flat, INK.gain1, INK.gain2, INK.gain3];

function picture(months: readonly Month[], years: readonly number[], options: MonthlyHeatmapOptions): PictureNode {
  const { unit, width = WIDTH } = options;
  const single = months.filter(month => month.month < 12);
  const largest = Math.max(...single.map(month => Math.abs(month.value))) || 1;
  const { corner, print } = printer(months, unit);
  const step = (value: number): number =>
    3 + Math.sign(value) * Math.ceil(Math.min(1, Math.abs(value) / largest) * 3 - 1e-9);
  const shade = (month: Month): number => (Math.abs(month.value) < largest / 50 ? 3 : step(month.value));
  const strong = (month: Month): boolean => month.month < 12 && (shade(month) === 0 || shade(month) === 6);
  return plot(
    frame({
      width,
      height: options.height ?? years.length * 34 + 40,
      marginTop: 32,
      marginBottom: 4,
      marginLeft: 46,
      marginRight: 2,
      x: {
        type: "band",
        domain: Array.from({ length: 13 }, (_, month) => month),
        axis: "top",
        tickSize: 0,
        label: null,
        padding: 0.04,
        tickFormat: (month: number) => MONTH_NAMES[month] ?? "Year",
      },
      y: { type: "band", domain: years, tickSize: 0, label: null, padding: 0.06, tickFormat: String },
      marks: [
        cell(single, {
          x: "month",
          y: "year",
          fill: month => STEPS[shade(month)]!,
          title: month => `${MONTH_NAMES[month.month]} ${month.year}: ${changeText(month.value, unit)}`,
        }),
        ...[single, months.filter(month => month.month === 12)].map((part, isTotal) =>
          text(part, {
            x: "month",
            y: "year",
            text: month => print(month.value),
            fill: month => (strong(month) ? INK.paper : INK.ink),
            fontWeight: isTotal ? 600 : 400,
          }),
        ),
        text([corner], {
          frameAnchor: "top-left",
          text: [corner],
          dx: -44,
          dy: -21,
          textAnchor: "start",
          fill: INK.muted,
        }),
      ],
    }),
  );
}
