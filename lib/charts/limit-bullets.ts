import { barX, dot, ruleX, text, tickX } from "@observablehq/plot";
import { RiskbookError } from "../core/index.js";
import { type ChartBlock, formatValue, type PictureNode } from "../document/index.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { frame, textWidth, WIDTH } from "./frame.js";
import { bottomAxis } from "./marks.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { rowNames } from "./ranked-bars.js";
import { counted } from "./series.js";

/** One limit: how much of it is used, and what stands beside it. */
export interface LimitRow {
  /** Whose limit on what: `Adams, daily loss`. */
  label: string;
  /** Value over the hard limit, 1 at it; null where the measure is undefined. */
  utilisation: number | null;
  /** Where the warning begins, as a share of the hard limit; null without one. */
  warning: number | null;
  state: "within" | "soft" | "hard" | "unknown";
  /** What is printed at the end: `−$8,200 of −$10,000`, or why there is no value. */
  figures: string;
}

export interface LimitBulletsOptions extends ChartOptions {
  /** How many rows are drawn; the others are counted in the caption. */
  top?: number;
}

const ROW = 30;
/** Beyond this share of the limit a bar is cut and says so by its figure. */
const MOST = 1.5;

const FILL: Readonly<Record<LimitRow["state"], string>> = {
  within: INK.primary,
  soft: INK.accent,
  hard: INK.loss,
  unknown: INK.quiet,
};
/** A state also has a mark, so that a black-and-white print tells them apart. */
const MARK: Readonly<Record<LimitRow["state"], string>> = { within: "", soft: "▲", hard: "×", unknown: "?" };

/**
 * How much of each limit is used: a bar to the share, a tick where the warning begins, a line at the limit. Rows are drawn as
 * given, the most urgent first.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function limitBullets(rows: readonly LimitRow[], options: LimitBulletsOptions = {}): ChartBlock {
  checkLimitRows(rows);
  const { top = 20 } = options;
  const drawn = rows.slice(0, top);
  const count = (state: LimitRow["state"]): number => rows.filter(row => row.state === state).length;
  const words = `${count("hard")} beyond a limit, ${count("soft")} in the warning zone, ${count("unknown")} unknown, ${count("within")} within`;
  return chartBlock(
    [picture(drawn, options)],
    {
      title: "Use of limits",
      alternative: `Bars of how much of ${counted(rows.length, "limit")} is used: ${words}.`,
      caption: `${counted(rows.length, "limit")}: ${words}.${rows.length > drawn.length ? ` The first ${drawn.length} are drawn.` : ""}`,
      columns: [
        column("label", "Limit", "string", { kind: "text" }),
        column("utilisation", "Used", "number", { kind: "percent", digits: 0 }),
        column("state", "State", "string", { kind: "text" }),
        column("figures", "Value", "string", { kind: "text" }),
      ],
      values: {
        label: rows.map(row => row.label),
        utilisation: rows.map(row => row.utilisation),
        state: rows.map(row => row.state),
        figures: rows.map(row => row.figures),
      },
      encoding: {
        mark: "bar",
        x: { column: "label", label: "Limit" },
        series: [{ column: "utilisation", label: "Used", colour: INK.primary }],
        y: { label: "Used", format: { kind: "percent", digits: 0 } },
      },
    },
    options,
  );
}

function picture(rows: readonly LimitRow[], options: LimitBulletsOptions): PictureNode {
  const { width = WIDTH } = options;
  const { nameWidth, names } = rowNames(rows);
  const figures = Math.max(60, ...rows.map(row => textWidth(endText(row)))) + 14;
  const high = Math.min(MOST, Math.max(1.1, ...rows.map(row => row.utilisation ?? 0)));
  const ticks = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5].filter(tick => tick <= high);
  const percent = (value: number): string => formatValue(value, { kind: "percent", digits: 0 });
  const axis = { domain: [0, high] as [number, number], ticks, tickFormat: percent, unit: "" };
  const y = (_: LimitRow, i: number): number => i;
  const known = rows.map((row, i) => ({ row, i })).filter(({ row }) => row.utilisation !== null);
  const title = ({ label, state, figures: shown }: LimitRow): string => `${label}: ${shown} (${state})`;
  return plot(
    frame({
      width,
      height: options.height ?? rows.length * ROW + 64,
      marginTop: 6,
      marginLeft: nameWidth,
      marginRight: figures,
      marginBottom: 46,
      x: { domain: [0, high] },
      y: { domain: rows.map((_, i) => i), axis: null, padding: 0.25 },
      marks: [
        barX(rows, { y, x1: 0, x2: high, fill: INK.flat, title }),
        bottomAxis(ticks, axis, "Share of the limit"),
        barX(known, {
          y: ({ i }) => i,
          x1: 0,
          x2: ({ row }) => Math.min(high, row.utilisation!),
          fill: ({ row }: { row: LimitRow }) => FILL[row.state],
          insetTop: 4,
          insetBottom: 4,
          title: ({ row }) => title(row),
        }),
        dot(
          rows.map((row, i) => ({ row, i })).filter(({ row }) => row.utilisation === null),
          { x: 0, y: ({ i }) => i, dx: 8, r: 4, stroke: INK.quiet, strokeWidth: 1.5, title: ({ row }) => title(row) },
        ),
        tickX(
          rows.map((row, i) => ({ row, i })).filter(({ row }) => row.warning !== null && row.warning <= high),
          { x: ({ row }) => row.warning, y: ({ i }) => i, stroke: INK.accent, strokeWidth: 2 },
        ),
        ruleX([1], { stroke: INK.ink, strokeWidth: 1.6 }),
        text(names, {
          frameAnchor: "left",
          y: (_, i) => i,
          text: names,
          dx: -nameWidth + 2,
          textAnchor: "start",
          fill: INK.ink,
        }),
        text(rows, {
          frameAnchor: "right",
          y,
          text: endText,
          dx: figures - 4,
          textAnchor: "end",
          fill: (row: LimitRow) => (row.state === "hard" ? INK.loss : INK.ink),
          fontWeight: 500,
        }),
      ],
    }),
  );
}

function endText({ figures, state }: LimitRow): string {
  return MARK[state] === "" ? figures : `${MARK[state]} ${figures}`;
}

function checkLimitRows(rows: readonly LimitRow[]): void {
  if (rows.length === 0) throw new RiskbookError("BAD_CHART_DATA", "limitBullets: there is no row to draw.");
  for (const { label, utilisation, state } of rows) {
    const sound = utilisation === null ? state === "unknown" : Number.isFinite(utilisation) && utilisation >= 0;
    if (!sound)
      throw new RiskbookError(
        "BAD_CHART_DATA",
        `limitBullets: "${label}" is ${state} with a use of ${utilisation}; expected 0 or more, or null where unknown.`,
      );
  }
}
