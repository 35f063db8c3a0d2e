import { barX, gridX, link, ruleX, text } from "@observablehq/plot";
import type { ChartBlock, PictureNode } from "../document/index.js";
import { axisLabel, cellFormat, changeText, valueAxis } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { frame, textWidth, WIDTH } from "./frame.js";
import { bottomAxis } from "./marks.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { rowNames, ticksWithin } from "./ranked-bars.js";
import { checkRows, counted } from "./series.js";

export interface WaterfallRow {
  label: string;
  /** What the part adds to the whole. */
  value: number;
}

export interface WaterfallOptions extends ChartOptions {
  unit: string;
  /** What is added up, such as `P&L in Black Monday, 1987`. */
  label: string;
  /** What the rows are, such as `desk`. */
  noun?: string;
  /** How many rows are drawn; the others become one step. */
  top?: number;
}

const ROW = 27;

/** One step of the way from nothing to the whole. */
interface Step {
  label: string;
  value: number;
  from: number;
  to: number;
  whole: boolean;
}

/**
 * How the parts of a scenario's P&L add up to the whole, step by step: losses first, then gains, the whole as the last bar.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function stressWaterfall(rows: readonly WaterfallRow[], options: WaterfallOptions): ChartBlock {
  checkRows("stressWaterfall", rows, ["value"]);
  const { unit, label, noun = "part", top = 12 } = options;
  const ordered = [...rows].sort((a, b) => a.value - b.value);
  const steps = stepsOf(fewer(ordered, top, noun));
  const whole = steps.at(-1)!.value;
  const [worst] = ordered;
  return chartBlock(
    [picture(steps, options)],
    {
      title: `${label} by ${noun}`,
      alternative: `Steps of ${counted(rows.length, noun)} that add up to ${label} of ${changeText(whole, unit)}: the worst is ${worst!.label} with ${changeText(worst!.value, unit)}.`,
      caption: `The steps add up to ${changeText(whole, unit)}; the worst is ${worst!.label} with ${changeText(worst!.value, unit)}.`,
      columns: [
        column("label", noun.charAt(0).toUpperCase() + noun.slice(1), "string", { kind: "text" }),
        column("value", label, "number", cellFormat(unit)),
      ],
      values: { label: ordered.map(row => row.label), value: ordered.map(row => row.value) },
      encoding: {
        mark: "bar",
        x: { column: "label", label: noun },
        series: [{ column: "value", label, colour: INK.primary }],
        y: { label, format: cellFormat(unit) },
      },
    },
    options,
  );
}

function fewer(ordered: readonly WaterfallRow[], top: number, noun: string): WaterfallRow[] {
  if (ordered.length <= top + 1) return [...ordered];
  const kept = new Set([...ordered].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, top));
  const rest = ordered.filter(row => !kept.has(row));
  const value = rest.reduce((sum, row) => sum + row.value, 0);
  return [...ordered.filter(row => kept.has(row)), { label: counted(rest.length, `other ${noun}`), value }];
}

function stepsOf(rows: readonly WaterfallRow[]): Step[] {
  let sum = 0;
  const steps = rows.map(({ label, value }) => {
    const from = sum;
    sum += value;
    return { label, value, from, to: sum, whole: false };
  });
  return [...steps, { label: "Whole", value: sum, from: 0, to: sum, whole: true }];
}

function picture(steps: readonly Step[], options: WaterfallOptions): PictureNode {
  const { unit, label, width = WIDTH } = options;
  const { nameWidth, names } = rowNames(steps);
  const ends = steps.flatMap(({ from, to }) => [from, to]);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const axis = valueAxis(low, high, unit, { count: 6 });
  const ticks = ticksWithin(axis.ticks, low, high);
  const figures = Math.max(...steps.map(({ value }) => textWidth(changeText(value, unit)))) + 12;
  const y = (_: Step, at: number): number => at;
  return plot(
    frame({
      width,
      height: options.height ?? steps.length * ROW + 70,
      marginTop: 6,
      marginLeft: nameWidth,
      marginRight: figures,
      marginBottom: 46,
      x: { domain: low === high ? [0, 1] : [low, high] },
      y: { domain: steps.map((_, at) => at), axis: null, padding: 0.28 },
      marks: [
        gridX(ticks, { stroke: INK.grid, strokeOpacity: 1 }),
        bottomAxis(ticks, axis, axisLabel(label, axis)),
        link(steps.slice(1), {
          x1: (_: Step, at: number) => steps[at]!.to,
          x2: (_: Step, at: number) => steps[at]!.to,
          y1: (_: Step, at: number) => at,
          y2: (_: Step, at: number) => at + 1,
          stroke: INK.muted,
          strokeWidth: 1,
        }),
        barX(steps, {
          y,
          x1: "from",
          x2: "to",
          fill: (step: Step) => (step.whole ? INK.ink : step.value < 0 ? INK.loss : INK.primary),
          title: (step: Step) => `${step.label}: ${changeText(step.value, unit)}`,
        }),
        ruleX([0], { stroke: INK.muted }),
        text(names, {
          frameAnchor: "left",
          y: (_, at) => at,
          text: names,
          dx: -nameWidth + 2,
          textAnchor: "start",
          fill: INK.ink,
        }),
        text(steps, {
          frameAnchor: "right",
          y,
          text: (step: Step) => changeText(step.value, unit),
          dx: figures - 4,
          textAnchor: "end",
          fill: (step: Step) => (step.value < 0 ? INK.loss : INK.ink),
        }),
      ],
    }),
  );
}
