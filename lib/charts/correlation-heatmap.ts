import { rect, text } from "@observablehq/plot";
import { RiskbookError } from "../core/index.js";
import { type ChartBlock, type Format, formatValue, type PictureNode } from "../document/index.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { frame, WIDTH } from "./frame.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { rowNames } from "./ranked-bars.js";
import { counted } from "./series.js";

/** Correlations of each two, in the order in which they are drawn. */
export interface CorrelationCells {
  labels: readonly string[];
  /** From −1 to 1, row after row, as many squared as there are labels. */
  values: ArrayLike<number>;
  /** How many labels each cluster has, in the order of the labels; each of two or more is framed. */
  clusters?: readonly number[];
}

export interface CorrelationHeatmapOptions extends ChartOptions {
  /** What is correlated, such as `daily P&L`. */
  label?: string;
  /** What the rows are, such as `trader`. */
  noun?: string;
}

interface Square {
  row: number;
  column: number;
  value: number;
}

/** Up to here squares are wide enough for a figure. */
const MOST_FIGURES = 16;
const LARGEST_SQUARE = 46;
const SMALLEST_NAMED = 20;
/** Pixels down that squares take while each can still be named. */
const USUAL_HEIGHT = 420;
const LEGEND = 52;
const RATIO: Format = { kind: "number", digits: 2 };

/** Together is vermilion, against each other blue: colour-blind readers tell them apart, and strength is lightness. */
const STEPS: readonly { below: number; colour: string; name: string }[] = [
  { below: -0.6, colour: INK.gain3, name: "−1" },
  { below: -0.3, colour: INK.gain2, name: "−0.6" },
  { below: -0.1, colour: INK.gain1, name: "−0.3" },
  { below: 0.1, colour: INK.flat, name: "−0.1" },
  { below: 0.3, colour: INK.loss1, name: "0.1" },
  { below: 0.6, colour: INK.loss2, name: "0.3" },
  { below: Number.POSITIVE_INFINITY, colour: INK.loss3, name: "0.6" },
];

/**
 * Correlations as a square of squares. Give the labels in the order of their clusters: those that move together stand together
 * and are framed. Columns are numbered as the rows are.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function correlationHeatmap(data: CorrelationCells, options: CorrelationHeatmapOptions = {}): ChartBlock {
  const squares = squaresOf(data);
  const { labels } = data;
  const { label = "returns", noun = "asset" } = options;
  const ranked = squares.filter(({ row, column }) => row > column).sort((a, b) => b.value - a.value);
  const named = ({ row, column, value }: Square): string =>
    `${labels[column]} and ${labels[row]} (${formatValue(value, RATIO)})`;
  const [most, least] = [ranked[0], ranked.at(-1)];
  const extremes =
    most === undefined || least === undefined ? "" : ` Most together: ${named(most)}; least: ${named(least)}.`;
  const framed = (data.clusters ?? []).filter(size => size > 1).length;
  const figures = labels.length <= MOST_FIGURES ? " Figures are in hundredths." : "";
  const clusters = framed === 0 ? "" : ` Frames are ${counted(framed, "cluster")} that move together.`;
  return chartBlock(
    [picture(squares, data, options)],
    {
      title: `Correlation of ${label}`,
      alternative: `Correlations of ${label} of ${counted(labels.length, noun)}.${extremes}`,
      caption: `${extremes.trim()}${clusters}${figures} Columns are numbered as the rows.`.trim(),
      columns: [
        column("name", noun.charAt(0).toUpperCase() + noun.slice(1), "string", { kind: "text" }),
        ...labels.map((name, i) => column(`c${i + 1}`, name, "number", RATIO)),
      ],
      values: {
        name: [...labels],
        ...Object.fromEntries(
          labels.map((_, i) => [`c${i + 1}`, labels.map((_, row) => data.values[row * labels.length + i]!)]),
        ),
      },
      encoding: {
        mark: "heatmap",
        x: { column: "name", label: noun },
        series: labels.map((name, i) => ({ column: `c${i + 1}`, label: name, colour: INK.primary })),
        y: { label: "Correlation", format: RATIO },
      },
    },
    options,
  );
}

function squaresOf({ labels, values, clusters }: CorrelationCells): Square[] {
  const fail = (sentence: string): never => {
    throw new RiskbookError("BAD_CHART_DATA", `correlationHeatmap: ${sentence}`);
  };
  const size = labels.length;
  if (size === 0) fail("there is no row to draw.");
  if (values.length !== size * size)
    fail(`there are ${values.length} values for ${size} labels; expected ${size * size}.`);
  if (clusters !== undefined && clusters.reduce((sum, count) => sum + count, 0) !== size) {
    fail(`the clusters have ${clusters.reduce((sum, count) => sum + count, 0)} members and there are ${size} labels.`);
  }
  return Array.from(values, (value, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    if (!(Math.abs(value) <= 1 + 1e-9))
      fail(`the value of ${labels[row]} and ${labels[column]} is ${value}; expected −1 to 1.`);
    return { row, column, value };
  });
}

function picture(squares: readonly Square[], data: CorrelationCells, options: CorrelationHeatmapOptions): PictureNode {
  const { labels, clusters = [] } = data;
  const { width = WIDTH } = options;
  const size = labels.length;
  const { nameWidth, names } = rowNames(labels.map((name, i) => ({ label: `${i + 1}  ${name}` })));
  const side = Math.min(LARGEST_SQUARE, (width - nameWidth - 4) / size, Math.max(SMALLEST_NAMED, USUAL_HEIGHT / size));
  const step = ({ value }: Square): number => STEPS.findIndex(({ below }) => value < below);
  const others = squares.filter(({ row, column }) => row !== column);
  const across = Math.max(1, Math.ceil(SMALLEST_NAMED / side));
  const shown = labels.map((_, i) => i).filter(i => i % across === 0);
  const box = {
    x1: (s: Square) => s.column,
    x2: (s: Square) => s.column + 1,
    y1: (s: Square) => s.row,
    y2: (s: Square) => s.row + 1,
  };
  return plot(
    frame({
      width,
      height: options.height ?? Math.round(side * size + 24 + LEGEND),
      marginTop: 24,
      marginBottom: LEGEND,
      marginLeft: nameWidth,
      marginRight: width - nameWidth - side * size,
      x: { domain: [0, size], axis: null },
      y: { domain: [size, 0], axis: null },
      marks: [
        rect(others, {
          ...box,
          inset: 0.5,
          fill: (s: Square) => STEPS[step(s)]!.colour,
          title: (s: Square) => `${labels[s.row]} and ${labels[s.column]}: ${formatValue(s.value, RATIO)}`,
        }),
        ...(size > MOST_FIGURES ? [] : [figures(others, step)]),
        rect(frames(clusters), { x1: "from", x2: "to", y1: "from", y2: "to", stroke: INK.ink, strokeWidth: 2.5 }),
        text(shown, {
          frameAnchor: "left",
          y: (i: number) => i + 0.5,
          text: (i: number) => names[i]!,
          dx: -nameWidth + 2,
          textAnchor: "start",
          fill: INK.ink,
        }),
        text(shown, {
          frameAnchor: "top",
          x: (i: number) => i + 0.5,
          text: (i: number) => String(i + 1),
          dy: -13,
          fill: INK.muted,
        }),
        ...legend(size, side, width - nameWidth),
      ],
    }),
  );
}

function figures(squares: readonly Square[], step: (square: Square) => number) {
  return text(squares, {
    x: (s: Square) => s.column + 0.5,
    y: (s: Square) => s.row + 0.5,
    text: (s: Square) => formatValue(100 * s.value, { kind: "number", digits: 0 }),
    fill: (s: Square) => (step(s) === 0 || step(s) === STEPS.length - 1 ? INK.paper : INK.ink),
  });
}

function frames(clusters: readonly number[]): { from: number; to: number }[] {
  let from = 0;
  return clusters.flatMap(count => {
    const found = { from, to: from + count };
    from += count;
    return count > 1 ? [found] : [];
  });
}

/** The steps of colour below the squares, each with the correlation at which it begins. */
function legend(size: number, side: number, room: number) {
  const swatch = Math.min(44, room / (STEPS.length + 1)) / side;
  const below = size + 14 / side;
  return [
    rect(STEPS, {
      x1: (_: unknown, i: number) => i * swatch,
      x2: (_: unknown, i: number) => (i + 1) * swatch,
      y1: () => below,
      y2: () => below + 12 / side,
      insetLeft: 0.5,
      insetRight: 0.5,
      fill: "colour",
    }),
    text([...STEPS.map(({ name }) => name), "1"], {
      x: (_: unknown, i: number) => i * swatch,
      y: () => below + 23 / side,
      text: (name: string) => name,
      textAnchor: "middle",
      fill: INK.muted,
    }),
  ];
}
