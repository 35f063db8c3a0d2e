import { areaY, dot, line, lineY, text } from "@observablehq/plot";
import { RiskbookError } from "../core/index.js";
import type { ChartBlock, PictureNode } from "../document/index.js";
import { labelText, valueAxis } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { frame, WIDTH } from "./frame.js";
import { bottomAxis, HALO, valueGrid } from "./marks.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { checkRows, counted } from "./series.js";

/** One position's or trader's size; the sign does not matter. */
export interface ConcentrationRow {
  label: string;
  value: number;
}

export interface ConcentrationOptions extends ChartOptions {
  /** What is shared out, such as `gross exposure`. */
  label: string;
  /** What the rows are, such as `position`. */
  noun?: string;
  /** The rank whose cumulative share is named; 5 unless given. */
  mark?: number;
}

const PERCENT = { kind: "percent", digits: 1 } as const;

/**
 * The cumulative share of the whole that the largest, the two largest, … hold, against equal shares.
 * @throws RiskbookError `BAD_CHART_DATA`, also when all sizes are zero
 */
export function concentrationCurve(rows: readonly ConcentrationRow[], options: ConcentrationOptions): ChartBlock {
  checkRows("concentrationCurve", rows, ["value"]);
  const { label, noun = "position" } = options;
  const ranked = rows.map(row => ({ label: row.label, size: Math.abs(row.value) })).sort((a, b) => b.size - a.size);
  const whole = ranked.reduce((sum, row) => sum + row.size, 0);
  if (whole === 0)
    throw new RiskbookError(
      "BAD_CHART_DATA",
      "concentrationCurve: every row is zero, so there is nothing to share out.",
    );
  let running = 0;
  const shares = ranked.map(row => {
    running += row.size;
    return running / whole;
  });
  const mark = Math.min(options.mark ?? 5, ranked.length);
  const effective = 1 / ranked.reduce((sum, row) => sum + (row.size / whole) ** 2, 0);
  const top = `The ${mark === 1 ? "largest holds" : `${mark} largest hold`} ${labelText(shares[mark - 1]!, "fraction")} of ${label}`;
  return chartBlock(
    [picture(ranked, shares, mark, noun, options)],
    {
      title: `Concentration of ${label}`,
      alternative: `Cumulative share of ${label} over ${counted(ranked.length, noun)}, largest first. ${top}; ${ranked[0]!.label} is the largest with ${labelText(shares[0]!, "fraction")}.`,
      caption: `${top}; as concentrated as ${effective.toFixed(1)} equal ${noun}s (inverse Herfindahl index).`,
      columns: [
        column("rank", "Rank", "integer", { kind: "integer" }),
        column("label", noun.charAt(0).toUpperCase() + noun.slice(1), "string", { kind: "text" }),
        column("share", "Cumulative share", "number", PERCENT),
      ],
      values: { rank: ranked.map((_, index) => index + 1), label: ranked.map(row => row.label), share: shares },
      encoding: {
        mark: "line",
        x: { column: "rank", label: "Rank" },
        series: [{ column: "share", label: "Cumulative share", colour: INK.primary }],
        y: { label: "Cumulative share", format: PERCENT },
      },
    },
    options,
  );
}

function picture(
  ranked: readonly { label: string }[],
  shares: readonly number[],
  mark: number,
  noun: string,
  options: ConcentrationOptions,
): PictureNode {
  const { width = WIDTH, height = 290 } = options;
  const axis = valueAxis(0, 1, "fraction");
  const count = ranked.length;
  const points = [
    { rank: 0, share: 0, label: "" },
    ...shares.map((share, i) => ({ rank: i + 1, share, label: ranked[i]!.label })),
  ];
  const marked = points.slice(mark, mark + 1);
  const across = valueAxis(0, count, "", { count: 8, air: 0 });
  const right = mark / count < 0.55;
  return plot(
    frame({
      width,
      height,
      marginBottom: 46,
      x: { domain: [0, count] },
      y: { domain: [0, 1] },
      marks: [
        ...valueGrid(axis, "Cumulative share, %"),
        areaY(points, { x: "rank", y: "share", fill: INK.primarySoft, fillOpacity: 0.55 }),
        line(
          [
            [0, 0],
            [count, 1],
          ],
          { stroke: INK.muted, strokeDasharray: "4 4" },
        ),
        text([[count * 0.62, 0.62]], { text: ["equal shares"], dy: 16, dx: 8, textAnchor: "start", fill: INK.muted }),
        lineY(points, { x: "rank", y: "share", stroke: INK.primary, strokeWidth: 2 }),
        dot(points.slice(1), {
          x: "rank",
          y: "share",
          r: count > 60 ? 1.5 : 3,
          fill: INK.primary,
          title: point => `${point.rank}. ${point.label}: ${labelText(point.share, "fraction")} together`,
        }),
        dot(marked, { x: "rank", y: "share", r: 5.5, fill: INK.paper, stroke: INK.primary, strokeWidth: 2.5 }),
        text(marked, {
          x: "rank",
          y: "share",
          text: point => `top ${mark}: ${labelText(point.share, "fraction")}`,
          textAnchor: right ? "start" : "end",
          dx: right ? 10 : -10,
          dy: right ? 12 : -10,
          fill: INK.primary,
          ...HALO,
        }),
        bottomAxis(
          across.ticks.filter(Number.isInteger),
          across,
          `${noun.charAt(0).toUpperCase()}${noun.slice(1)}s, largest first`,
          4,
        ),
      ],
    }),
  );
}
