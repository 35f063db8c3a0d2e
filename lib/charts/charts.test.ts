import { readFileSync } from "node:fs";
import { join } from "node:path";
import { barY, dot } from "@observablehq/plot";
import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../core/index.js";
import { type ChartBlock, parseBlock, sanitiseSvg } from "../document/index.js";
import { backtestComparison } from "./backtest-comparison.js";
import { concentrationCurve } from "./concentration.js";
import { contributionBars } from "./contribution-bars.js";
import { correlationHeatmap } from "./correlation-heatmap.js";
import { dailyPnlBars } from "./daily-bars.js";
import { pnlDistribution } from "./distribution.js";
import { drawdownCone } from "./drawdown-cone.js";
import { equityWithDrawdown } from "./equity.js";
import { varExceedances } from "./exceedances.js";
import { exposureBars } from "./exposure.js";
import { efficientFrontier } from "./frontier.js";
import { monthlyHeatmap } from "./heatmap.js";
import { limitBullets } from "./limit-bullets.js";
import { PALETTE } from "./palette.js";
import { pictureBlock } from "./pictures.js";
import { plot } from "./plot.js";
import { rankedBars } from "./ranked-bars.js";
import { regimeRibbon } from "./regime-ribbon.js";
import { rollingBand } from "./rolling-band.js";
import { scenarioGrid } from "./scenario-grid.js";
import { sessionStrips } from "./session-strips.js";
import { smallMultiples } from "./small-multiples.js";
import { stressWaterfall } from "./stress-waterfall.js";
import { vegaLiteChart } from "./vega-lite.js";

/** The S&P 500's last two years in the package vega-datasets, to 2020-04-17. */
function sp500(): { dates: string[]; close: number[]; pnl: number[] } {
  const path = join(packageRoot(), "node_modules", "vega-datasets", "data", "sp500-2000.csv");
  const rows = readFileSync(path, "utf8").trim().split("\n").slice(-505);
  const cells = rows.map(row => row.split(","));
  const close = cells.map(cell => Number(cell[4]));
  return {
    dates: cells.slice(1).map(cell => cell[0]!),
    close: close.slice(1),
    pnl: close.slice(1).map((price, index) => (price / close[index]! - 1) * 24e6),
  };
}

const { dates, close, pnl } = sp500();
const unit = "USD";
const forecast = pnl.map((_, index) => (index < 250 ? null : -pnl.slice(index - 250, index).sort((a, b) => a - b)[2]!));
const EVIL = '<img src=x onerror="alert(1)">';
const names = ["A. Moreau", "D. Лебедев", "E. Ng 吴", EVIL];

const charts: Record<string, () => ChartBlock> = {
  equityWithDrawdown: () =>
    equityWithDrawdown({ dates, equity: close }, { unit: "index points", relative: true, label: "S&P 500" }),
  varExceedances: () => varExceedances({ dates, pnl, var: forecast }, { unit, confidence: 0.99 }),
  pnlDistribution: () => pnlDistribution(pnl, { unit, confidence: 0.99, var: 1.1e6, es: 1.5e6 }),
  dailyPnlBars: () => dailyPnlBars({ dates, pnl }, { unit }),
  rankedBars: () =>
    rankedBars(
      names.map((label, i) => ({ label, value: 1e5 * (2 - i) })),
      { unit, label: "Net P&L", noun: "trader" },
    ),
  exposureBars: () =>
    exposureBars(
      names.map((label, i) => ({ label, long: 1e6 * i, short: -4e5 * (4 - i) })),
      { unit },
    ),
  smallMultiples: () =>
    smallMultiples(
      { dates, series: names.map((label, i) => ({ label, values: close.map(value => (value - 2700) * (i - 1.5)) })) },
      { unit },
    ),
  rollingBand: () =>
    rollingBand(
      {
        dates,
        value: forecast.map(value => value && value / 1e6),
        low: forecast.map(value => value && value / 2e6),
        high: forecast.map(value => value && value / 5e5),
      },
      { unit: "ratio", label: "Sharpe ratio", band: "95% interval", reference: { value: 1, label: "whole time 1.00" } },
    ),
  regimeRibbon: () =>
    regimeRibbon(
      {
        dates,
        level: close,
        regimes: ["calm", "usual", EVIL].map((label, i) => ({
          label,
          probability: close.map((_, day) => (i === 0 ? 0.5 : Math.abs((i - 1) / 2 - Math.sin(day / 40) ** 2 / 2))),
        })),
      },
      { unit: "index points", label: "S&P 500" },
    ),
  drawdownCone: () =>
    drawdownCone(
      {
        quantiles: [0.5, 0.8, 0.95].map((level, i) => ({
          level,
          drawdown: Array.from({ length: 63 }, (_, day) => -0.008 * (i + 1) * Math.sqrt(day + 1)),
        })),
      },
      { limit: { drawdown: -0.15, probability: 0.08 } },
    ),
  contributionBars: () =>
    contributionBars(
      names.map((label, i) => ({ label, value: 1e5 * (2 - i), alone: i === 1 ? null : 2e5 })),
      { unit, label: "99% VaR", noun: "trader" },
    ),
  limitBullets: () =>
    limitBullets(
      (["hard", "unknown", "soft", "within"] as const).map((state, i) => ({
        label: names[i]!,
        utilisation: state === "unknown" ? null : 1.6 - 0.4 * i,
        warning: i === 3 ? null : 0.8,
        state,
        figures: "$8.8m of $10.0m",
      })),
    ),
  backtestComparison: () =>
    backtestComparison(
      (["green", "yellow", "red"] as const).map((zone, i) => ({
        label: names[i]!,
        exceptions: 3 + 4 * i,
        observations: 250,
        zone,
        note: "p 0.31",
      })),
      { confidence: 0.99, accepted: { low: 1, high: 6 } },
    ),
  monthlyHeatmap: () => monthlyHeatmap({ dates, pnl }, { unit }),
  sessionStrips: () =>
    sessionStrips(
      {
        dates: dates.slice(-250),
        rows: names.map((label, i) => ({
          label,
          values: Array.from({ length: 250 }, (_, day) =>
            day < 30 * i ? null : day % 97 === i ? 0 : day % 41 === i ? 0.5 : 1,
          ),
        })),
      },
      { noun: "table" },
    ),
  stressWaterfall: () =>
    stressWaterfall(
      names.map((label, i) => ({ label, value: 1e5 * (1.5 - i) })),
      { unit, label: "P&L in March 2020", noun: "desk" },
    ),
  scenarioGrid: () =>
    scenarioGrid(
      {
        spot: [-0.2, -0.1, 0, 0.1],
        volatility: [-0.1, 0, 0.25],
        pnl: [-0.2, -0.1, 0, 0.1].map(move =>
          [-0.1, 0, 0.25].map(points => (move < 0 && points < 0 ? null : 1e6 * (move - points))),
        ),
      },
      { unit },
    ),
  correlationHeatmap: () =>
    correlationHeatmap(
      {
        labels: names,
        values: [1, 0.8, 0.05, -0.4, 0.8, 1, 0.2, -0.7, 0.05, 0.2, 1, 0, -0.4, -0.7, 0, 1],
        clusters: [2, 1, 1],
      },
      { label: "daily P&L", noun: "trader" },
    ),
  efficientFrontier: () =>
    efficientFrontier({
      frontier: [0, 1, 2, 3].map(i => ({ volatility: 0.1 + 0.02 * i * i, mean: 0.04 + 0.02 * i })),
      assets: names.map((label, i) => ({ label, volatility: 0.15 + 0.05 * i, mean: 0.12 - 0.03 * i })),
      chosen: [{ label: "Today", volatility: 0.14, mean: 0.05 }],
    }),
  concentrationCurve: () =>
    concentrationCurve(
      names.map((label, i) => ({ label, value: i + 1 })),
      { label: "gross exposure" },
    ),
};

describe.each(Object.entries(charts))("%s", (_, draw) => {
  const chart = draw();

  it("is a valid block whose picture the sanitiser leaves as it is", () => {
    expect(parseBlock(JSON.parse(JSON.stringify(chart)))).toEqual(chart);
    expect(sanitiseSvg(chart.svg)).toMatchObject({ svg: chart.svg, removed: [] });
  });

  it("is the same, byte for byte, when it is drawn again", () => {
    expect(draw()).toEqual(chart);
  });

  it("draws in the palette only, so that a dark page can change every ink", () => {
    const light = new Set(Object.values(PALETTE).map(colour => colour.light));
    const used = new Set(chart.svg.match(/#[0-9a-f]{6}\b/gi));
    expect([...used].filter(colour => !light.has(colour))).toEqual([]);
    expect(chart.svg).not.toMatch(/currentColor|var\(/);
  });

  it("keeps lettering at 8.5 pixels or more on a screen of 390", () => {
    const sizes = [...chart.svg.matchAll(/font-size="([\d.]+)/g)].map(match => Number(match[1]));
    expect(Math.min(...sizes) * (390 / chart.width)).toBeGreaterThanOrEqual(8.5);
    expect(sizes).toContain(14);
  });

  it("says in words what it shows, and shows values to the pointer without a script", () => {
    expect(chart.alternative).toMatch(/^.{30,}\.$/);
    expect(chart.svg).toContain(`role="img"`);
    expect(chart.svg).toContain("<title>");
    expect(chart.svg).not.toContain("<img");
  });

  it("carries its data with an encoding on it", () => {
    const keys = chart.table!.columns.map(column => column.key);
    expect(keys).toEqual(Object.keys((chart.table!.data as { values: object }).values));
    expect(keys).toEqual(
      expect.arrayContaining([chart.encoding!.x.column, ...chart.encoding!.series.map(series => series.column)]),
    );
  });

  it("is drawn by a renderer that knows nothing but SVG", () => {
    const { width, height } = new Resvg(chart.svg, { font: { loadSystemFonts: false } }).render();
    expect([width, height]).toEqual([chart.width, chart.height]);
  });
});

describe("the figures in the words", () => {
  it("states the drawdown of 2020 with its days", () => {
    expect(charts.equityWithDrawdown!().alternative).toContain(
      "the deepest drawdown is −33.9% from 19 Feb 2020 to 23 Mar 2020",
    );
  });

  it("counts the days on which the loss was greater than VaR, and only days that had one", () => {
    const chart = varExceedances(
      { dates: dates.slice(0, 4), pnl: [-5, -5, -2, 3], var: [null, 4, 2, 1] },
      { unit, confidence: 0.99 },
    );
    expect(chart.caption).toContain("1 exceedance in 3 days with a 99% VaR");
    expect((chart.table!.data as { values: Record<string, unknown[]> }).values.exceedance).toEqual([
      null,
      -5,
      null,
      null,
    ]);
  });

  it("adds money up by month and compounds returns", () => {
    const days = ["2020-01-30", "2020-01-31", "2020-02-03"];
    const january = (asked: string): unknown => {
      const chart = monthlyHeatmap({ dates: days, pnl: [0.1, 0.1, 0.05] }, { unit: asked });
      return (chart.table!.data as { values: Record<string, number[]> }).values.m1![0];
    };
    expect(january("USD")).toBeCloseTo(0.2, 12);
    expect(january("fraction")).toBeCloseTo(0.21, 12);
  });
});

describe("steps of a scenario", () => {
  it("go from loss to gain, and the rest is one step", () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({ label: `part ${i}`, value: i - 12 }));
    const chart = stressWaterfall(rows, { unit, label: "P&L", top: 3 });
    expect(chart.caption).toContain("the worst is part 0 with −$12");
    expect(chart.svg).toContain("17 other parts");
    expect((chart.table!.data as { values: Record<string, number[]> }).values.value!.reduce((a, b) => a + b, 0)).toBe(
      -50,
    );
  });
});

describe("wrong data", () => {
  it.each<[string, () => unknown, RegExp]>([
    ["no day", () => dailyPnlBars({ dates: [], pnl: [] }, { unit }), /no day to draw/],
    [
      "days out of order",
      () => dailyPnlBars({ dates: ["2020-01-02", "2020-01-01"], pnl: [1, 2] }, { unit }),
      /dates\[1\] is "2020-01-01"/,
    ],
    [
      "lengths that differ",
      () => dailyPnlBars({ dates: ["2020-01-02"], pnl: [1, 2] }, { unit }),
      /pnl has 2 values for 1 days/,
    ],
    [
      "NaN",
      () => equityWithDrawdown({ dates: ["2020-01-02"], equity: [Number.NaN] }, { unit }),
      /equity on 2020-01-02 is NaN/,
    ],
    ["no row", () => rankedBars([], { unit, label: "P&L" }), /no row to draw/],
    [
      "a grid that lacks a row",
      () => scenarioGrid({ spot: [-0.1, 0], volatility: [0], pnl: [[1]] }, { unit }),
      /P&L is not 2 rows of 1/,
    ],
    [
      "a drawdown above zero",
      () => drawdownCone({ quantiles: [{ level: 0.5, drawdown: [-0.1, 0.1] }] }),
      /curve 1 is 0\.1 on day 2/,
    ],
    [
      "rows that add up to nothing",
      () => concentrationCurve([{ label: "A", value: 0 }], { label: "exposure" }),
      /nothing to share out/,
    ],
  ])("refuses %s", (_, draw, message) => {
    expect(draw).toThrow(message);
  });

  it("draws a single day, a flat series and a series that only falls", () => {
    expect(dailyPnlBars({ dates: ["2020-01-02"], pnl: [0] }, { unit }).svg).toContain("<svg");
    expect(equityWithDrawdown({ dates: dates.slice(0, 3), equity: [0, 0, 0] }, { unit }).svg).not.toContain("NaN");
    expect(equityWithDrawdown({ dates: dates.slice(0, 3), equity: [-1, -2, -3] }, { unit }).svg).not.toContain("NaN");
    expect(pnlDistribution([1, 1, 1], { unit, confidence: 0.99, var: 0 }).svg).not.toContain("NaN");
  });
});

describe("pictures that others drew", () => {
  const rows = [
    { x: "a", y: 1 },
    { x: EVIL, y: 2 },
  ];

  it("takes a Plot with its title, caption and legend", () => {
    const drawn = plot({
      title: "Title",
      caption: "Caption",
      color: { legend: true },
      marks: [dot(rows, { x: "x", y: "y", fill: "x" })],
    });
    const chart = pictureBlock(drawn);
    expect(chart).toMatchObject({ title: "Title", caption: "Caption", alternative: "Title. Caption" });
    expect(chart.svg).toContain("&lt;img src=x");
    expect(chart.svg).not.toContain("<img");
    expect(chart.table).toBeUndefined();
  });

  it("keeps clip paths of two Plots apart", () => {
    const ids = [1, 2].map(
      y => /id="([^"]+)"/.exec(pictureBlock(plot({ marks: [barY([y], { clip: true })] })).svg)![1],
    );
    expect(ids[0]).not.toBe(ids[1]);
  });

  it("draws Vega-Lite, and fetches nothing", async () => {
    const encoding = { x: { field: "x", type: "nominal" }, y: { field: "y", type: "quantitative" } };
    const chart = await vegaLiteChart({ title: "Bars", data: { values: rows }, mark: "bar", encoding });
    expect(chart).toMatchObject({ title: "Bars" });
    expect(chart.svg).not.toContain("<img");
    expect(await vegaLiteChart({ title: "Bars", data: { values: rows }, mark: "bar", encoding })).toEqual(chart);
    await expect(vegaLiteChart({ data: { url: "http://127.0.0.1:9/x.csv" }, mark: "bar", encoding })).rejects.toThrow(
      /may not be fetched/,
    );
  });
});
