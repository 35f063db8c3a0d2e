import { dot, line, text } from "@observablehq/plot";
import { RiskbookError } from "../core/index.js";
import type { ChartBlock, PictureNode } from "../document/index.js";
import { axisLabel, cellFormat, labelText, type ValueAxis, valueAxis } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { fitted, frame, MARGINS, WIDTH } from "./frame.js";
import { bottomAxis, HALO, valueGrid } from "./marks.js";
import { INK } from "./palette.js";
import { placeLabels } from "./place-labels.js";
import { plot } from "./plot.js";
import { checkRows, counted } from "./series.js";

/** Risk and expected return of an asset or a portfolio, over the same period. */
export interface FrontierPoint {
  label: string;
  volatility: number;
  mean: number;
}

export interface FrontierSource {
  /** Portfolios of least variance, in order of their expected return. */
  frontier: readonly Omit<FrontierPoint, "label">[];
  assets: readonly FrontierPoint[];
  /** Portfolios to tell apart, such as today's and the proposed. */
  chosen?: readonly FrontierPoint[];
}

export interface FrontierOptions extends ChartOptions {
  /** Of both axes; `fraction` unless given. */
  unit?: string;
  /** What figures are of, such as `a year`. */
  period?: string;
}

const HEIGHT = 380;
const BOTTOM = 50;
const TOP = 32;

/**
 * The efficient frontier: expected return over risk, with the assets it is made of and the portfolios in question.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function efficientFrontier(data: FrontierSource, options: FrontierOptions = {}): ChartBlock {
  const { unit = "fraction", period = "a year" } = options;
  const chosen = data.chosen ?? [];
  const frontier = data.frontier.map((point, i) => ({ ...point, label: `Frontier ${i + 1}` }));
  if (frontier.length === 0) {
    throw new RiskbookError(
      "BAD_CHART_DATA",
      "efficientFrontier: there is no frontier to draw; give one portfolio at least.",
    );
  }
  const points = [...data.assets, ...chosen, ...frontier];
  checkRows("efficientFrontier", points, ["volatility", "mean"]);
  const [first, last] = [frontier[0]!, frontier.at(-1)!];
  const told = ({ volatility, mean }: FrontierPoint): string =>
    `${labelText(mean, unit)} at a risk of ${labelText(volatility, unit)}`;
  const words = chosen.map(point => `${point.label}: ${told(point)}`).join("; ");
  const kinds = [
    ...data.assets.map(() => "asset"),
    ...chosen.map(() => "portfolio"),
    ...frontier.map(() => "frontier"),
  ];
  return chartBlock(
    [picture(data, options)],
    {
      title: "Efficient frontier",
      alternative: `Expected return and volatility ${period}: the frontier of ${counted(data.assets.length, "asset")} goes from ${told(first)} to ${told(last)}.`,
      caption: words === "" ? `Expected return and volatility ${period}.` : `${words}; ${period}.`,
      columns: [
        column("label", "Name", "string", { kind: "text" }),
        column("kind", "Kind", "string", { kind: "text" }),
        column("volatility", "Volatility", "number", cellFormat(unit)),
        column("mean", "Expected return", "number", cellFormat(unit)),
      ],
      values: {
        label: points.map(({ label }) => label),
        kind: kinds,
        volatility: points.map(({ volatility }) => volatility),
        mean: points.map(({ mean }) => mean),
      },
      encoding: {
        mark: "dot",
        x: { column: "volatility", label: "Volatility" },
        series: [{ column: "mean", label: "Expected return", colour: INK.primary }],
        y: { label: "Expected return", format: cellFormat(unit) },
      },
    },
    options,
  );
}

function picture({ frontier, assets, chosen = [] }: FrontierSource, options: FrontierOptions): PictureNode {
  const { unit = "fraction", period = "a year", width = WIDTH, height = HEIGHT } = options;
  const all = [...frontier, ...assets, ...chosen];
  const across = valueAxis(0, Math.max(...all.map(({ volatility }) => volatility)), unit, { count: 8 });
  const means = all.map(({ mean }) => mean);
  const up = valueAxis(Math.min(0, ...means), Math.max(...means), unit);
  const title = (point: FrontierPoint): string =>
    `${point.label}: ${labelText(point.mean, unit)}, risk ${labelText(point.volatility, unit)}`;
  const at = { x: "volatility", y: "mean" } as const;
  return plot(
    frame({
      width,
      height,
      marginTop: TOP,
      marginBottom: BOTTOM,
      x: { domain: across.domain },
      y: { domain: up.domain },
      marks: [
        ...valueGrid(up, axisLabel(`Expected return ${period}`, up)),
        bottomAxis(across.ticks, across, axisLabel(`Volatility ${period}`, across), 4),
        line(frontier, { ...at, stroke: INK.primary, strokeWidth: 2.5 }),
        dot(assets, { ...at, r: 4.5, fill: INK.quiet, title }),
        dot(chosen, { ...at, r: 6.5, symbol: "diamond", fill: INK.accent, stroke: INK.paper, strokeWidth: 1.5, title }),
        ...labels([...chosen, ...assets], chosen.length, { across, up, frontier, width, height }),
      ],
    }),
  );
}

interface Canvas {
  readonly across: ValueAxis;
  readonly up: ValueAxis;
  readonly frontier: FrontierSource["frontier"];
  readonly width: number;
  readonly height: number;
}

/** Names beside their points where there is room; the chosen ones first and bold. */
function labels(points: readonly FrontierPoint[], bold: number, canvas: Canvas) {
  const { across, up, frontier, width, height } = canvas;
  const left = MARGINS - 16;
  const pixels = ({ volatility, mean }: { volatility: number; mean: number }) => ({
    x: left + ((volatility - across.domain[0]) / (across.domain[1] - across.domain[0])) * (width - MARGINS),
    y: height - BOTTOM - ((mean - up.domain[0]) / (up.domain[1] - up.domain[0])) * (height - BOTTOM - TOP),
  });
  const named = points.map(point => ({ ...point, label: fitted(point.label, 150) }));
  const room = { left, right: width, top: TOP - 8, bottom: height - BOTTOM };
  const places = placeLabels(
    named.map(point => ({ ...pixels(point), label: point.label })),
    room,
    frontier.map(pixels),
  );
  return named.flatMap((point, i) => {
    const place = places[i];
    if (!place) return [];
    const strong = i < bold;
    return [
      text([point], {
        x: "volatility",
        y: "mean",
        text: "label",
        dx: place.dx,
        dy: place.dy,
        textAnchor: place.anchor,
        fill: strong ? INK.accent : INK.muted,
        ...(strong ? HALO : {}),
      }),
    ];
  });
}
