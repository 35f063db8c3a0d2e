import { cell, text } from "@observablehq/plot";
import { RiskbookError } from "../core/index.js";
import { type ChartBlock, formatValue, type PictureNode } from "../document/index.js";
import { cellFormat, changeText, scaleOf } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { frame, textWidth, WIDTH } from "./frame.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";

/** P&L at each pair of shocks. */
export interface ScenarioGrid {
  /** Changes of price, as fractions, one a row. */
  spot: readonly number[];
  /** Changes of volatility in points as fractions, one a column: 0.1 is 10 points. */
  volatility: readonly number[];
  /** A row for each change of price, in it a value for each change of volatility; null where there is none. */
  pnl: readonly (readonly (number | null)[])[];
}

export interface ScenarioGridOptions extends ChartOptions {
  unit: string;
  /** What is changed down the rows; `Equity` unless given. */
  spotLabel?: string;
}

interface GridCell {
  row: number;
  at: number;
  value: number;
}

const STEPS: readonly string[] = [INK.loss3, INK.loss2, INK.loss1, INK.flat, INK.gain1, INK.gain2, INK.gain3];
const ROW = 34;

/**
 * P&L under changes of price (down) and of volatility (across), shaded by gain and loss, each square with its figure; what
 * does not change is framed.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function scenarioGrid(grid: ScenarioGrid, options: ScenarioGridOptions): ChartBlock {
  checkGrid(grid);
  const { unit, spotLabel = "Equity" } = options;
  const cells = grid.pnl.flatMap((values, row) =>
    values.flatMap((value, at) => (value === null ? [] : [{ row, at, value }])),
  );
  const worst = cells.reduce((a, b) => (b.value < a.value ? b : a));
  const best = cells.reduce((a, b) => (b.value > a.value ? b : a));
  const named = ({ row, at, value }: GridCell): string =>
    `${changeText(value, unit)} at ${spotLabel.toLowerCase()} ${moveText(grid.spot[row]!)} and volatility ${pointsText(grid.volatility[at]!)}`;
  return chartBlock(
    [picture(grid, cells, options)],
    {
      title: `P&L by ${spotLabel.toLowerCase()} and volatility`,
      alternative: `P&L of ${grid.spot.length} by ${grid.volatility.length} changes of ${spotLabel.toLowerCase()} and volatility: worst ${named(worst)}, best ${named(best)}.`,
      caption: `Worst ${named(worst)}; best ${named(best)}. Volatility in points.`,
      columns: [
        column("spot", spotLabel, "string", { kind: "text" }),
        ...grid.volatility.map((points, at) =>
          column(`v${at}`, `Volatility ${pointsText(points)}`, "number", cellFormat(unit)),
        ),
      ],
      values: {
        spot: grid.spot.map(moveText),
        ...Object.fromEntries(grid.volatility.map((_, at) => [`v${at}`, grid.pnl.map(values => values[at]!)])),
      },
      encoding: {
        mark: "heatmap",
        x: { column: "spot", label: spotLabel },
        series: grid.volatility.map((points, at) => ({
          column: `v${at}`,
          label: `Volatility ${pointsText(points)}`,
          colour: INK.primary,
        })),
        y: { label: "P&L", format: cellFormat(unit) },
      },
    },
    options,
  );
}

function picture(grid: ScenarioGrid, cells: readonly GridCell[], options: ScenarioGridOptions): PictureNode {
  const { unit, spotLabel = "Equity", width = WIDTH } = options;
  const largest = Math.max(...cells.map(({ value }) => Math.abs(value))) || 1;
  const { divisor, word } = scaleOf(largest, unit);
  const digits = largest / divisor < 10 ? 2 : largest / divisor < 100 ? 1 : 0;
  const shade = ({ value }: GridCell): number =>
    Math.abs(value) < largest / 50
      ? 3
      : 3 + Math.sign(value) * Math.ceil(Math.min(1, Math.abs(value) / largest) * 3 - 1e-9);
  const strong = (item: GridCell): boolean => shade(item) === 0 || shade(item) === 6;
  const marginLeft = Math.max(textWidth(spotLabel), ...grid.spot.map(move => textWidth(moveText(move)))) + 14;
  const still = cells.filter(({ row, at }) => grid.spot[row] === 0 && grid.volatility[at] === 0);
  return plot(
    frame({
      width,
      height: options.height ?? grid.spot.length * ROW + 78,
      marginTop: 50,
      marginBottom: 28,
      marginLeft,
      marginRight: 2,
      x: {
        type: "band",
        domain: grid.volatility.map((_, at) => at),
        axis: "top",
        tickSize: 0,
        label: null,
        padding: 0.04,
        tickFormat: (at: number) => pointsText(grid.volatility[at]!),
      },
      y: {
        type: "band",
        domain: grid.spot.map((_, row) => row),
        tickSize: 0,
        label: null,
        padding: 0.06,
        tickFormat: (row: number) => moveText(grid.spot[row]!),
      },
      marks: [
        cell(cells, {
          x: "at",
          y: "row",
          fill: (item: GridCell) => STEPS[shade(item)]!,
          title: (item: GridCell) =>
            `${spotLabel} ${moveText(grid.spot[item.row]!)}, volatility ${pointsText(grid.volatility[item.at]!)}: ${changeText(item.value, unit)}`,
        }),
        cell(still, { x: "at", y: "row", fill: "none", stroke: INK.ink, strokeWidth: 1.5 }),
        text(cells, {
          x: "at",
          y: "row",
          text: ({ value }: GridCell) => formatValue(value / divisor, { kind: "number", digits }),
          fill: (item: GridCell) => (strong(item) ? INK.paper : INK.ink),
        }),
        text([spotLabel], {
          frameAnchor: "top-left",
          text: [spotLabel],
          dx: -marginLeft + 2,
          dy: -20,
          textAnchor: "start",
          fill: INK.muted,
        }),
        text(["Volatility, points"], { frameAnchor: "top", text: ["Volatility, points"], dy: -40, fill: INK.muted }),
        text([`P&L, ${word}`], {
          frameAnchor: "bottom-right",
          text: [`P&L, ${word}`],
          dy: 20,
          textAnchor: "end",
          fill: INK.muted,
        }),
      ],
    }),
  );
}

function moveText(move: number): string {
  const text = formatValue(move, { kind: "percent", digits: Number.isInteger(Math.round(move * 1e6) / 1e4) ? 0 : 1 });
  return move > 0 ? `+${text}` : text;
}

function pointsText(points: number): string {
  const text = formatValue(100 * points, { kind: "number", digits: 0 });
  return points > 0 ? `+${text}` : text;
}

function checkGrid({ spot, volatility, pnl }: ScenarioGrid): void {
  const problem =
    spot.length === 0 || volatility.length === 0
      ? "there is no shock to draw"
      : pnl.length !== spot.length || pnl.some(values => values.length !== volatility.length)
        ? `P&L is not ${spot.length} rows of ${volatility.length}`
        : pnl.flat().some(value => value !== null && !Number.isFinite(value))
          ? "a P&L is not a number; give null where there is none"
          : pnl.flat().every(value => value === null)
            ? "there is no P&L to draw"
            : null;
  if (problem !== null) throw new RiskbookError("BAD_CHART_DATA", `scenarioGrid: ${problem}.`);
}
