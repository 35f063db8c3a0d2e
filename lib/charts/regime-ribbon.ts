import { areaY, dot, lineY, text } from "@observablehq/plot";
import type { ChartBlock, PictureNode } from "../document/index.js";
import { axisLabel, cellFormat, labelText, valueAxis } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { frame, textWidth, WIDTH } from "./frame.js";
import { hoverStrips } from "./hover.js";
import { axisTitle, timeAxis, valueGrid } from "./marks.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { checkSeries, type DatedSeries, dayText, utc } from "./series.js";
import { thinned } from "./thinned.js";

/** A price or cumulative P&L, and how likely each regime was on each day; a day's probabilities add up to 1. */
export interface RegimeSeries extends DatedSeries {
  level: ArrayLike<number>;
  /** The calmest first, 2 to 4 of them. */
  regimes: readonly { label: string; probability: ArrayLike<number> }[];
}

export interface RegimeRibbonOptions extends ChartOptions {
  /** Of the level: a currency code, or words such as `index points`. */
  unit: string;
  /** What the line is called. */
  label: string;
}

/** From calm to wild: light blue to dark vermilion, ever darker, so that a print in black and white keeps their order. */
const INKS: Readonly<Record<number, readonly string[]>> = {
  1: [INK.primarySoft],
  2: [INK.primarySoft, INK.loss3],
  3: [INK.gain1, INK.loss2, INK.loss3],
  4: [INK.gain1, INK.gain2, INK.loss2, INK.loss3],
};
/** Points of the ribbon that can be told apart on a page. */
const RIBBON_POINTS = 600;

/**
 * A level above, and below it a ribbon as high as each regime was likely.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function regimeRibbon(data: RegimeSeries, options: RegimeRibbonOptions): ChartBlock {
  const { dates, regimes } = data;
  const level = Array.from(data.level);
  const shares = regimes.map(({ probability }) => Array.from(probability));
  const named = Object.fromEntries(shares.map((values, i) => [`regime${i + 1}`, values]));
  checkSeries("regimeRibbon", dates, { level, ...named });
  const inks = INKS[regimes.length] ?? INKS[4]!;
  const { width = WIDTH, height = 380, unit, label } = options;
  const size = { width, marginRight: Math.ceil(textWidth(labelText(level.at(-1)!, unit))) + 12 };
  const above = Math.round(height * 0.62);
  const now = regimes.map((regime, i) => `${regime.label} ${labelText(shares[i]!.at(-1)!, "fraction")}`).join(", ");
  const often = regimes.map(
    (regime, i) => `${regime.label} ${labelText(shares[i]!.reduce((sum, p) => sum + p, 0) / dates.length, "fraction")}`,
  );
  return chartBlock(
    [
      line(dates, level, options, { ...size, height: above }),
      ribbon(data, shares, inks, { ...size, height: height - above }),
    ],
    {
      title: `${label} and its regimes`,
      alternative: `${label} from ${dayText(dates[0]!)} to ${dayText(dates.at(-1)!)} above the probability of each regime by day; on the last day ${now}.`,
      caption: `On the last day: ${now}. Of all days: ${often.join(", ")}.`,
      columns: [
        column("date", "Date", "date", { kind: "date" }),
        column("level", label, "number", cellFormat(unit)),
        ...regimes.map((regime, i) => column(`regime${i + 1}`, regime.label, "number", cellFormat("fraction"))),
      ],
      values: { date: [...dates], level, ...named },
      encoding: {
        mark: "line",
        x: { column: "date", label: "Date" },
        series: [
          { column: "level", label, colour: INK.primary },
          ...regimes.slice(1).map((regime, i) => ({
            column: `regime${i + 2}`,
            label: regime.label,
            mark: "area" as const,
            colour: inks[i + 1]!,
            axis: "right" as const,
          })),
        ],
        y: { label, format: cellFormat(unit) },
      },
    },
    options,
  );
}

interface Size {
  width: number;
  height: number;
  marginRight: number;
}

function line(
  dates: readonly string[],
  level: readonly number[],
  options: RegimeRibbonOptions,
  size: Size,
): PictureNode {
  const { unit, label } = options;
  const axis = valueAxis(Math.min(...level), Math.max(...level), unit, { count: 5 });
  const points = level.map((value, day) => ({ at: utc(dates[day]!), value }));
  const last = points.slice(-1);
  return plot(
    frame({
      ...size,
      marginBottom: 14,
      x: { type: "utc", axis: null },
      y: { domain: axis.domain },
      marks: [
        ...valueGrid(axis, axisLabel(label, axis)),
        lineY(
          thinned(points, point => point.value, size.width * 2),
          { x: "at", y: "value", stroke: INK.primary, strokeWidth: 1.8 },
        ),
        dot(last, { x: "at", y: "value", fill: INK.primary, r: 3.5 }),
        text(last, {
          x: "at",
          y: "value",
          text: point => labelText(point.value, unit),
          textAnchor: "start",
          dx: 8,
          fill: INK.primary,
          fontWeight: 600,
        }),
        hoverStrips(dates, axis.domain, day => `${dates[day]}: ${labelText(level[day]!, unit)}`),
      ],
    }),
  );
}

function ribbon(data: RegimeSeries, shares: readonly number[][], inks: readonly string[], size: Size): PictureNode {
  const { dates, regimes } = data;
  const axis = valueAxis(0, 1, "fraction", { count: 2, air: 0 });
  return plot(
    frame({
      ...size,
      marginTop: 34,
      x: { type: "utc", label: null },
      y: { domain: [0, 1] },
      marks: [
        axisTitle("Probability, %", -28),
        ...legend(regimes, inks, size),
        ...bands(dates, shares).map((band, i) =>
          areaY(band, { x: "at", y1: "low", y2: "high", fill: inks[i]!, curve: "step-after" }),
        ),
        ...valueGrid(axis, "").slice(1, 2),
        timeAxis(),
        hoverStrips(
          dates,
          [0, 1],
          day =>
            `${dates[day]}: ${regimes.map(({ label }, i) => `${label} ${labelText(shares[i]![day]!, "fraction")}`).join(", ")}`,
        ),
      ],
    }),
  );
}

/** Marks and names of the regimes in one line above the ribbon, from its right end. */
function legend(regimes: RegimeSeries["regimes"], inks: readonly string[], { width, marginRight }: Size) {
  let right = width - marginRight;
  return regimes
    .map(({ label }, i) => ({ label, ink: inks[i]! }))
    .reverse()
    .flatMap(({ label, ink }) => {
      const at = right - textWidth(label);
      right = at - 30;
      const place = { frameAnchor: "top-left" as const, lineAnchor: "top" as const };
      return [
        dot([0], {
          frameAnchor: "top-left",
          dx: at - 62,
          dy: -19,
          r: 5.5,
          symbol: "square",
          fill: ink,
          stroke: INK.quiet,
        }),
        text([label], { ...place, dx: at - 52, dy: -28, textAnchor: "start", fill: INK.ink }),
      ];
    });
}

interface Band {
  at: Date;
  low: number;
  high: number;
}

/** One band for each regime, the wildest at the bottom; a long series is averaged over runs of days. */
function bands(dates: readonly string[], shares: readonly number[][]): Band[][] {
  const run = Math.ceil(dates.length / RIBBON_POINTS);
  const all: Band[][] = shares.map(() => []);
  for (let from = 0; from < dates.length; from += run) {
    const days = Math.min(run, dates.length - from);
    let low = 0;
    for (let regime = shares.length - 1; regime >= 0; regime--) {
      let share = 0;
      for (let day = from; day < from + days; day++) share += shares[regime]![day]! / days;
      all[regime]!.push({ at: utc(dates[from]!), low, high: low + share });
      low += share;
    }
  }
  return all;
}
