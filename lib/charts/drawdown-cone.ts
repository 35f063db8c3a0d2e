import { areaY, dot, lineY, ruleY, text } from "@observablehq/plot";
import { RiskbookError } from "../core/index.js";
import type { ChartBlock, PictureNode } from "../document/index.js";
import { axisLabel, cellFormat, labelText, valueAxis } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { frame, WIDTH } from "./frame.js";
import { bottomAxis, HALO, valueGrid } from "./marks.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";

/** Quantiles of the deepest drawdown so far, by day ahead. */
export interface DrawdownCone {
  /** The mildest first; `level` is the probability that the drawdown is no deeper. Element d is day d + 1. */
  quantiles: readonly { level: number; drawdown: ArrayLike<number> }[];
  /** Where it stands now, 0 or negative; 0 by default. */
  now?: number;
}

export interface DrawdownConeOptions extends ChartOptions {
  /** Of the drawdown; `fraction` of the peak unless given. */
  unit?: string;
  /** A drawdown that must not be reached, negative, and how likely it is. */
  limit?: { drawdown: number; probability: number };
}

interface Point {
  day: number;
  value: number;
}

/**
 * How deep the drawdown may have become by each day ahead: lines of equal probability that open like a cone.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function drawdownCone(data: DrawdownCone, options: DrawdownConeOptions = {}): ChartBlock {
  const { unit = "fraction", limit } = options;
  const curves = data.quantiles.map(({ level, drawdown }) => ({ level, values: Array.from(drawdown) }));
  checkCone(curves);
  const days = curves[0]!.values.length;
  const ends = curves.map(({ level, values }) => `${share(1 - level)} deeper than ${labelText(values.at(-1)!, unit)}`);
  const reached =
    limit === undefined
      ? ""
      : ` A drawdown of ${labelText(limit.drawdown, unit)} is reached with ${labelText(limit.probability, "fraction")}.`;
  return chartBlock(
    [picture(curves, data.now ?? 0, options)],
    {
      title: `Drawdown over ${days} days`,
      alternative: `Deepest drawdown within ${days} days: ${ends.join(", ")}.${reached}`,
      caption: `Within ${days} days: ${ends.join("; ")}.${reached}`,
      columns: [
        column("day", "Days ahead", "number", { kind: "integer" }),
        ...curves.map(({ level }, i) => column(`q${i + 1}`, nameOf(level), "number", cellFormat(unit))),
      ],
      values: {
        day: Array.from({ length: days }, (_, day) => day + 1),
        ...Object.fromEntries(curves.map(({ values }, i) => [`q${i + 1}`, values])),
      },
      encoding: {
        mark: "line",
        x: { column: "day", label: "Days ahead" },
        series: curves.map(({ level }, i) => ({
          column: `q${i + 1}`,
          label: nameOf(level),
          colour: inkOf(i, curves.length),
        })),
        y: { label: "Deepest drawdown", format: cellFormat(unit) },
      },
    },
    options,
  );
}

type Curve = { level: number; values: number[] };

function picture(curves: readonly Curve[], now: number, options: DrawdownConeOptions): PictureNode {
  const { unit = "fraction", limit, width = WIDTH, height = 310 } = options;
  const lines = curves.map(({ values }) => [
    { day: 0, value: now },
    ...values.map((value, i) => ({ day: i + 1, value })),
  ]);
  const days = curves[0]!.values.length;
  const lowest = Math.min(limit?.drawdown ?? 0, ...lines.flat().map(({ value }) => value));
  const axis = valueAxis(lowest, 0, unit, { count: 5, air: 0.06 });
  const across = valueAxis(0, days, "number", { count: 6, air: 0 });
  return plot(
    frame({
      width,
      height,
      marginRight: 136,
      marginBottom: 52,
      x: { domain: [0, days] },
      y: { domain: axis.domain },
      marks: [
        ...valueGrid(axis, axisLabel("Deepest drawdown so far", axis)),
        ...lines.slice(1).map((line, i) =>
          areaY(
            line.map(({ day, value }, at) => ({ day, low: value, high: lines[i]![at]!.value })),
            { x: "day", y1: "low", y2: "high", fill: i === 0 ? INK.lossSoft : i === 1 ? INK.loss1 : INK.flat },
          ),
        ),
        ...lines.map((line, i) =>
          lineY(line, { x: "day", y: "value", stroke: inkOf(i, lines.length), strokeWidth: i === 0 ? 2.4 : 1.6 }),
        ),
        ...(limit === undefined ? [] : limitMarks(limit, unit)),
        ...endLabels(curves, lines, unit, axis.domain, height),
        bottomAxis(across.ticks, across, "Days ahead", 4),
        dot(
          lines.flat().filter(({ day }) => day > 0 && day % Math.ceil(days / 30) === 0),
          {
            x: "day",
            y: "value",
            r: 6,
            fill: "none",
            stroke: "none",
            pointerEvents: "all",
            title: ({ day, value }: Point) => `day ${day}: ${labelText(value, unit)}`,
          },
        ),
      ],
    }),
  );
}

function limitMarks({ drawdown, probability }: { drawdown: number; probability: number }, unit: string) {
  return [
    ruleY([drawdown], { stroke: INK.accent, strokeDasharray: "5 4", strokeWidth: 1.6 }),
    text([`${labelText(drawdown, unit)}: ${labelText(probability, "fraction")} likely`], {
      frameAnchor: "left",
      y: drawdown,
      textAnchor: "start",
      dx: 6,
      dy: -10,
      fill: INK.accent,
      ...HALO,
    }),
  ];
}

/** The chances at the right ends of the curves, moved apart where they would touch. */
function endLabels(
  curves: readonly Curve[],
  lines: readonly Point[][],
  unit: string,
  [low, high]: readonly [number, number],
  height: number,
) {
  const apart = ((high - low) / (height - 84)) * 17;
  let above = Number.POSITIVE_INFINITY;
  return lines.map((line, i) => {
    const end = line.at(-1)!;
    const y = Math.min(end.value, above - apart);
    above = y;
    return text([{ day: end.day, y }], {
      x: "day",
      y: "y",
      text: () => `${share(1 - curves[i]!.level)} below ${labelText(end.value, unit)}`,
      textAnchor: "start",
      dx: 7,
      fill: INK.ink,
      fontWeight: i === 0 ? 600 : 400,
    });
  });
}

function inkOf(index: number, count: number): string {
  return index === 0 ? INK.loss : index === count - 1 && count > 2 ? INK.quiet : INK.loss2;
}

/** `5%`, `0.1%`. */
function share(probability: number): string {
  return `${Number((100 * probability).toPrecision(3))}%`;
}

function nameOf(level: number): string {
  return `${share(1 - level)} chance below`;
}

function checkCone(curves: readonly Curve[]): void {
  const fail = (sentence: string): never => {
    throw new RiskbookError("BAD_CHART_DATA", `drawdownCone: ${sentence}`);
  };
  const days = curves[0]?.values.length ?? 0;
  if (days === 0) fail("there is no day to draw.");
  curves.forEach(({ level, values }, i) => {
    if (!(level > 0 && level < 1 && level > (curves[i - 1]?.level ?? 0)))
      fail(`the level of curve ${i + 1} is ${level}; expected ascending probabilities between 0 and 1.`);
    if (values.length !== days) fail(`curve ${i + 1} has ${values.length} days and the first one ${days}.`);
    const wrong = values.findIndex(value => !(value <= 0 && Number.isFinite(value)));
    if (wrong >= 0) fail(`curve ${i + 1} is ${values[wrong]} on day ${wrong + 1}; expected 0 or a negative drawdown.`);
  });
}
