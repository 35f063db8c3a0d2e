import { barX, gridX, ruleX, text, tickX } from "@observablehq/plot";
import type { ChartBlock, PictureNode } from "../document/index.js";
import { axisLabel, cellFormat, labelText, valueAxis } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { frame, textWidth, WIDTH } from "./frame.js";
import { bottomAxis } from "./marks.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { rowNames, ticksWithin } from "./ranked-bars.js";
import { checkRows, counted } from "./series.js";

export interface ContributionRow {
  label: string;
  /** The part's share of the whole; all add up to it. */
  value: number;
  /** The same measure of the part on its own, drawn as a tick; null where it is undefined. */
  alone?: number | null;
}

export interface ContributionOptions extends ChartOptions {
  unit: string;
  /** What is split, such as `99% VaR`. */
  label: string;
  /** What the rows are, such as `trader`. */
  noun?: string;
  /** How many rows are drawn; the others become one bar. */
  top?: number;
}

const ROW = 25;

/**
 * What each part contributes to a whole, ranked, and the whole as the last bar; a part that takes risk away points left. The
 * tick beside a bar is the part on its own: what lies between them is diversification.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function contributionBars(rows: readonly ContributionRow[], options: ContributionOptions): ChartBlock {
  checkRows("contributionBars", rows, ["value"]);
  const { unit, label, noun = "part", top = 15 } = options;
  const total = rows.reduce((sum, { value }) => sum + value, 0);
  const ordered = [...rows].sort((a, b) => b.value - a.value);
  const drawn = drawnRows(ordered, top, noun);
  const [largest] = ordered;
  const share = total === 0 ? "" : `, ${labelText(largest!.value / total, "fraction")} of the whole`;
  const hasAlone = rows.some(({ alone }) => typeof alone === "number");
  return chartBlock(
    [picture(drawn, total, options)],
    {
      title: `${label} by ${noun}`,
      alternative: `What ${counted(rows.length, noun)} contribute to ${label} of ${labelText(total, unit)}: most is ${largest!.label}'s ${labelText(largest!.value, unit)}${share}.`,
      caption: `The bars add up to ${labelText(total, unit)}.${hasAlone ? ` A tick is the ${noun} on its own.` : ""}`,
      columns: [
        column("label", noun.charAt(0).toUpperCase() + noun.slice(1), "string", { kind: "text" }),
        column("value", `Contribution to ${label}`, "number", cellFormat(unit)),
        ...(hasAlone ? [column("alone", "On its own", "number", cellFormat(unit))] : []),
      ],
      values: {
        label: ordered.map(row => row.label),
        value: ordered.map(row => row.value),
        ...(hasAlone ? { alone: ordered.map(row => row.alone ?? null) } : {}),
      },
      encoding: {
        mark: "bar",
        x: { column: "label", label: noun },
        series: [
          { column: "value", label: `Contribution to ${label}`, colour: INK.primary },
          ...(hasAlone ? [{ column: "alone", label: "On its own", mark: "dot" as const, colour: INK.accent }] : []),
        ],
        y: { label, format: cellFormat(unit) },
      },
    },
    options,
  );
}

function drawnRows(ordered: readonly ContributionRow[], top: number, noun: string): ContributionRow[] {
  if (ordered.length <= top + 1) return [...ordered];
  const bySize = [...ordered].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const kept = new Set(bySize.slice(0, top));
  const rest = ordered.filter(row => !kept.has(row));
  const value = rest.reduce((sum, row) => sum + row.value, 0);
  return [...ordered.filter(row => kept.has(row)), { label: counted(rest.length, `other ${noun}`), value }];
}

function picture(rows: readonly ContributionRow[], total: number, options: ContributionOptions): PictureNode {
  const { unit, label, width = WIDTH } = options;
  const all = [...rows, { label: "Whole", value: total }];
  const { nameWidth, names } = rowNames(all);
  const extents = all.flatMap(({ value, alone }) => (typeof alone === "number" ? [value, alone] : [value]));
  const [low, high] = [Math.min(0, ...extents), Math.max(0, ...extents)];
  const axis = valueAxis(low, high, unit, { count: 6 });
  const figures = Math.max(...all.map(({ value }) => textWidth(labelText(value, unit)))) + 12;
  const ticks = ticksWithin(axis.ticks, low, high);
  const index = new Map(all.map((row, i) => [row, i]));
  const y = (row: ContributionRow): number => index.get(row)!;
  const fillOf = (row: ContributionRow): string =>
    y(row) === rows.length ? INK.ink : row.value < 0 ? INK.teal : INK.primary;
  const title = (row: ContributionRow): string =>
    `${row.label}: ${labelText(row.value, unit)}${typeof row.alone === "number" ? `, on its own ${labelText(row.alone, unit)}` : ""}`;
  return plot(
    frame({
      width,
      height: options.height ?? all.length * ROW + 70,
      marginTop: 6,
      marginLeft: nameWidth,
      marginRight: figures,
      marginBottom: 46,
      x: { domain: [low, high] },
      y: { domain: all.map((_, i) => i), axis: null, padding: 0.28 },
      marks: [
        gridX(ticks, { stroke: INK.grid, strokeOpacity: 1 }),
        bottomAxis(ticks, axis, axisLabel(label, axis)),
        barX(all, { y, x1: 0, x2: "value", fill: fillOf, title }),
        tickX(
          all.filter(row => typeof row.alone === "number"),
          { x: "alone", y, stroke: INK.accent, strokeWidth: 3, insetTop: -3, insetBottom: -3, title },
        ),
        ruleX([0], { stroke: INK.muted }),
        text(all, {
          frameAnchor: "left",
          y,
          text: (_, i) => names[i]!,
          dx: -nameWidth + 2,
          textAnchor: "start",
          fill: INK.ink,
        }),
        text(all, {
          frameAnchor: "right",
          y,
          text: (row: ContributionRow) => labelText(row.value, unit),
          dx: figures - 4,
          textAnchor: "end",
          fill: INK.ink,
        }),
      ],
    }),
  );
}
