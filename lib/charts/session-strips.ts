import { axisX, barX, type Markish, text } from "@observablehq/plot";
import { RiskbookError } from "../core/index.js";
import { type ChartBlock, formatValue, type PictureNode } from "../document/index.js";
import { type ChartOptions, chartBlock, column, element, stacked, textNode } from "./chart.js";
import { FONT_FAMILY, FONT_SIZE, fitted, frame, textWidth, WIDTH } from "./frame.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { checkSeries, counted, type DatedSeries, dayText, MONTH_NAMES } from "./series.js";

/** One strip for each row, one step along it for each session. */
export interface SessionStrips extends DatedSeries {
  rows: readonly {
    label: string;
    /** From 0; null where nothing is to be told. */
    values: ArrayLike<number | null>;
  }[];
}

export interface SessionStripsOptions extends ChartOptions {
  /**
   * What values are: `coverage`, the share of what was to be there, or `activity`, a multiple of what is usual for the row.
   */
  scale?: "coverage" | "activity";
  /** What a row is; `table` or `account` unless given. */
  noun?: string;
}

/** Values from one bound to the next look alike. */
interface Step {
  readonly below: number;
  readonly name: string;
  readonly colour: string;
}

/** Missing is the darkest, so that it is seen in black and white too. */
const COVERAGE: readonly Step[] = [
  { below: Number.MIN_VALUE, name: "missing", colour: INK.loss3 },
  { below: 1, name: "in part", colour: INK.accent },
  { below: Number.POSITIVE_INFINITY, name: "complete", colour: INK.gain1 },
];

const ACTIVITY: readonly Step[] = [
  { below: Number.MIN_VALUE, name: "none", colour: INK.flat },
  { below: 0.5, name: "less than half the usual", colour: INK.gain1 },
  { below: 2, name: "usual", colour: INK.gain2 },
  { below: 4, name: "more than twice", colour: INK.gain3 },
  { below: Number.POSITIVE_INFINITY, name: "more than 4 times", colour: INK.loss3 },
];

const STRIP = 24;

/**
 * Strips of sessions that show at a glance what is missing, or when each account traded: equal neighbours run together.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function sessionStrips(data: SessionStrips, options: SessionStripsOptions = {}): ChartBlock {
  if (data.rows.length === 0) throw new RiskbookError("BAD_CHART_DATA", "sessionStrips: there is no row to draw.");
  checkSeries("sessionStrips", data.dates, Object.fromEntries(data.rows.map(({ label, values }) => [label, values])));
  const { scale = "coverage", noun = scale === "coverage" ? "table" : "account" } = options;
  const steps = scale === "coverage" ? COVERAGE : ACTIVITY;
  const span = `${dayText(data.dates[0]!)} to ${dayText(data.dates.at(-1)!)}`;
  const told = summary(data, steps, noun);
  return chartBlock(
    [legend(steps, options.width ?? WIDTH), strips(data, steps, options)],
    {
      title: scale === "coverage" ? "What is there, session by session" : "Fills by session, against the usual",
      alternative: `Strips of ${counted(data.rows.length, noun)} over ${counted(data.dates.length, "session")}, ${span}. ${told}`,
      caption: `${span}. ${told}`,
      columns: [
        column("date", "Session", "date", { kind: "date" }),
        ...data.rows.map(({ label }, row) => column(`r${row + 1}`, label, "number", formatOf(scale))),
      ],
      values: {
        date: [...data.dates],
        ...Object.fromEntries(data.rows.map(({ values }, row) => [`r${row + 1}`, Array.from(values)])),
      },
      encoding: {
        mark: "heatmap",
        x: { column: "date", label: "Session" },
        series: data.rows.map(({ label }, row) => ({ column: `r${row + 1}`, label, colour: INK.primary })),
        y: { label: scale === "coverage" ? "Share" : "Multiple of the usual", format: formatOf(scale) },
      },
    },
    options,
  );
}

function formatOf(scale: "coverage" | "activity") {
  return scale === "coverage" ? ({ kind: "percent", digits: 0 } as const) : ({ kind: "number", digits: 2 } as const);
}

/** The first and the last step are what people look for. */
function summary({ rows }: SessionStrips, steps: readonly Step[], noun: string): string {
  const said = [0, steps.length === 3 ? 1 : steps.length - 1].map(at => {
    const hit = rows.map(({ values }) => Array.from(values).filter(value => stepOf(value, steps) === at).length);
    const total = hit.reduce((sum, count) => sum + count, 0);
    const worst = hit.indexOf(Math.max(...hit));
    const most = total === 0 ? "" : `, most of them of ${rows[worst]!.label} (${hit[worst]})`;
    return `${formatValue(total, { kind: "integer" })} ${steps[at]!.name}${most}`;
  });
  return `Sessions of each ${noun}: ${said.join("; ")}.`;
}

function stepOf(value: number | null, steps: readonly Step[]): number {
  return value === null ? -1 : steps.findIndex(({ below }) => value < below);
}

/** Equal neighbours of a row. */
interface Run {
  readonly row: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

function runsOf({ rows }: SessionStrips, steps: readonly Step[]): Run[] {
  return rows.flatMap(({ label, values }) => {
    const runs: Run[] = [];
    for (let from = 0; from < values.length; ) {
      const step = stepOf(values[from]!, steps);
      let to = from + 1;
      while (to < values.length && stepOf(values[to]!, steps) === step) to++;
      if (step >= 0) runs.push({ row: label, from, to, step });
      from = to;
    }
    return runs;
  });
}

function strips(data: SessionStrips, steps: readonly Step[], options: SessionStripsOptions): PictureNode {
  const { width = WIDTH } = options;
  const { dates } = data;
  const room = Math.min(170, Math.max(...data.rows.map(({ label }) => textWidth(label))) + 12);
  const runs = runsOf(data, steps);
  const day = (index: number): string => dayText(dates[index]!);
  return plot(
    frame({
      width,
      height: options.height ?? data.rows.length * STRIP + 34,
      marginTop: 4,
      marginBottom: 30,
      marginLeft: room,
      marginRight: 2,
      x: { domain: [0, dates.length] },
      y: { type: "band", domain: data.rows.map(({ label }) => label), axis: null, padding: 0.16 },
      marks: [
        barX(runs, {
          ...{ x1: "from", x2: "to", y: "row", insetLeft: 0, insetRight: 0 },
          fill: (run: Run) => steps[run.step]!.colour,
          title: (run: Run) =>
            `${run.row}, ${run.to - run.from === 1 ? day(run.from) : `${day(run.from)} to ${day(run.to - 1)}`}: ${steps[run.step]!.name}`,
        }),
        text(data.rows, {
          ...{ x: 0, y: "label", textAnchor: "end", dx: -8, fill: INK.ink },
          text: ({ label }: { label: string }) => fitted(label, room - 10),
          title: "label",
        }),
        timeAxis(dates, width - room),
      ],
    }),
  );
}

/** Months by their first sessions; of a span without one the day that it begins on. */
function timeAxis(dates: readonly string[], pixels: number): Markish {
  const look = { tickSize: 4, label: null, color: INK.muted };
  const months = monthTicks(dates, pixels);
  if (months.length > 0) return axisX(months, { ...look, tickFormat: (index: number) => monthText(dates, index) });
  return axisX([0], { ...look, textAnchor: "start", tickFormat: () => dayText(dates[0]!) });
}

/** First sessions of months, as many as there is room to name. */
function monthTicks(dates: readonly string[], pixels: number): number[] {
  const firsts = dates.flatMap((date, i) => (i > 0 && date.slice(0, 7) !== dates[i - 1]!.slice(0, 7) ? [i] : []));
  const each = Math.ceil((firsts.length * 64) / pixels);
  return firsts.filter((_, i) => i % each === 0);
}

function monthText(dates: readonly string[], index: number): string {
  const [year, month] = dates[index]!.split("-") as [string, string];
  return `${MONTH_NAMES[Number(month) - 1]} ${year.slice(2)}`;
}

/** Swatches with their names, in a row that breaks where it is full. */
function legend(steps: readonly Step[], width: number): PictureNode {
  const parts: PictureNode[] = [];
  let [x, y] = [0, 4];
  for (const { name, colour } of steps) {
    const space = 22 + textWidth(name) + 14;
    if (x > 0 && x + space > width) [x, y] = [0, y + 22];
    parts.push(element("rect", { x, y, width: 14, height: 14, fill: colour, stroke: INK.quiet, "stroke-width": 0.5 }));
    parts.push(element("text", { x: x + 20, y: y + 12, fill: INK.ink }, [textNode(name)]));
    x += space;
  }
  const height = y + 26;
  const lettering = { "font-family": FONT_FAMILY, "font-size": FONT_SIZE };
  return stacked([element("svg", { width, height, viewBox: `0 0 ${width} ${height}`, ...lettering }, parts)]);
}
