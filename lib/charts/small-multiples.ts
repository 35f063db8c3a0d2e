import { areaY, lineY, ruleY, text } from "@observablehq/plot";
import { RiskbookError } from "../core/index.js";
import type { ChartBlock, PictureNode } from "../document/index.js";
import { cellFormat, changeText } from "./axis.js";
import { type ChartOptions, chartBlock, column, element } from "./chart.js";
import { fitted, frame, textWidth, WIDTH } from "./frame.js";
import { INK, SERIES } from "./palette.js";
import { plot } from "./plot.js";
import { checkSeries, counted, type DatedSeries, dayText, utc } from "./series.js";
import { thinned } from "./thinned.js";

/** Cumulative P&L of several traders, accounts or strategies over the same days. */
export interface MultipleSeries extends DatedSeries {
  series: readonly { label: string; values: ArrayLike<number | null> }[];
}

export interface SmallMultiplesOptions extends ChartOptions {
  unit: string;
  /** `shared` compares sizes, `own` (the default) compares shapes and prints each one's end. */
  scale?: "shared" | "own";
  /** Panels side by side. */
  across?: number;
  noun?: string;
}

const PANEL_HEIGHT = 104;

/**
 * One small curve for each series, all over the same days, with its name and where it ended.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function smallMultiples(data: MultipleSeries, options: SmallMultiplesOptions): ChartBlock {
  if (data.series.length === 0)
    throw new RiskbookError("BAD_CHART_DATA", "smallMultiples: there is no series to draw.");
  checkSeries(
    "smallMultiples",
    data.dates,
    Object.fromEntries(data.series.map(({ label, values }) => [label, values])),
  );
  const { unit, noun = "trader", scale = "own" } = options;
  const ends = data.series.map(({ label, values }) => ({ label, end: lastOf(values) })).sort((a, b) => b.end - a.end);
  const [best, worst] = [ends[0]!, ends.at(-1)!];
  const span = `${dayText(data.dates[0]!)} to ${dayText(data.dates.at(-1)!)}`;
  return chartBlock(
    [grid(data, options)],
    {
      title: `Cumulative P&L by ${noun}`,
      alternative: `Small curves of ${counted(data.series.length, noun)} from ${span}; ${best.label} ends highest at ${changeText(best.end, unit)}, ${worst.label} lowest at ${changeText(worst.end, unit)}.`,
      caption: `${span}. ${scale === "own" ? "Each curve on its own scale; the figure is where it ends." : "All curves on one scale."}`,
      columns: [
        column("date", "Date", "date", { kind: "date" }),
        ...data.series.map(({ label }, index) => column(`s${index + 1}`, label, "number", cellFormat(unit))),
      ],
      values: {
        date: [...data.dates],
        ...Object.fromEntries(data.series.map(({ values }, index) => [`s${index + 1}`, Array.from(values)])),
      },
      encoding: {
        mark: "line",
        x: { column: "date", label: "Date" },
        series: data.series.map(({ label }, index) => ({
          column: `s${index + 1}`,
          label,
          colour: SERIES[index % SERIES.length]!,
        })),
        y: { label: "Cumulative P&L", format: cellFormat(unit) },
      },
    },
    options,
  );
}

function grid(data: MultipleSeries, options: SmallMultiplesOptions): PictureNode {
  const { width = WIDTH, across = 3, scale = "own" } = options;
  const columns = Math.min(across, data.series.length);
  const panelWidth = Math.floor(width / columns);
  const all = data.series.flatMap(({ values }) => extent(values));
  const shared: [number, number] = [Math.min(...all), Math.max(...all)];
  const rows = Math.ceil(data.series.length / columns);
  const panels = data.series.map(({ label, values }, index) => {
    const picture = panel(
      data.dates,
      label,
      values,
      scale === "own" ? extent(values) : shared,
      panelWidth,
      options.unit,
    );
    const own = Object.fromEntries(Array.from(picture.attributes ?? [], ({ name, value }) => [name, value]));
    const { width: _w, height: _h, viewBox: _v, ...lettering } = own;
    const x = (index % columns) * panelWidth;
    const y = Math.floor(index / columns) * PANEL_HEIGHT;
    return element("g", { ...lettering, transform: `translate(${x},${y})` }, [...picture.childNodes]);
  });
  const height = rows * PANEL_HEIGHT;
  return element("svg", { width, height, viewBox: `0 0 ${width} ${height}` }, panels);
}

function panel(
  dates: readonly string[],
  label: string,
  values: ArrayLike<number | null>,
  domain: [number, number],
  width: number,
  unit: string,
): PictureNode {
  const all = Array.from(values, (value, index) => ({ date: utc(dates[index]!), value: value ?? Number.NaN }));
  const points = thinned(all, point => point.value, width);
  const end = lastOf(values);
  const figure = changeText(end, unit);
  const colour = end < 0 ? INK.loss : INK.primary;
  return plot(
    frame({
      width,
      height: PANEL_HEIGHT,
      marginTop: 30,
      marginBottom: 12,
      marginLeft: 2,
      marginRight: 18,
      x: { type: "utc", axis: null },
      y: { domain, axis: null },
      marks: [
        areaY(points, {
          x: "date",
          y1: 0,
          y2: "value",
          fill: end < 0 ? INK.lossSoft : INK.primarySoft,
          fillOpacity: 0.7,
        }),
        ruleY([0], { stroke: INK.quiet }),
        lineY(points, { x: "date", y: "value", stroke: colour, strokeWidth: 1.6 }),
        text([label], {
          frameAnchor: "top-left",
          text: [fitted(label, width - 30 - textWidth(figure))],
          dy: -24,
          lineAnchor: "top",
          textAnchor: "start",
          fill: INK.ink,
          fontWeight: 600,
          title: [`${label}: ${figure}`],
        }),
        text([figure], {
          frameAnchor: "top-right",
          text: [figure],
          dy: -24,
          lineAnchor: "top",
          textAnchor: "end",
          fill: colour,
        }),
      ],
    }),
  );
}

function lastOf(values: ArrayLike<number | null>): number {
  for (let i = values.length - 1; i >= 0; i--) if (values[i] !== null) return values[i]!;
  return 0;
}

function extent(values: ArrayLike<number | null>): [number, number] {
  let [low, high] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i] ?? 0);
    high = Math.max(high, values[i] ?? 0);
  }
  return low === high ? [low, low + 1] : [low, high];
}
