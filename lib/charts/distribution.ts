import { axisY, gridY, rect, ruleX, ruleY, text } from "@observablehq/plot";
import { RiskbookError } from "../core/index.js";
import type { ChartBlock } from "../document/index.js";
import { axisLabel, cellFormat, labelText, roundTicks, valueAxis } from "./axis.js";
import { type ChartOptions, chartBlock, column } from "./chart.js";
import { frame, textWidth, WIDTH } from "./frame.js";
import { axisTitle, bottomAxis } from "./marks.js";
import { INK } from "./palette.js";
import { plot } from "./plot.js";
import { counted } from "./series.js";

export interface DistributionOptions extends ChartOptions {
  unit: string;
  confidence: number;
  /** Value at risk and expected shortfall as positive losses, as the report states them. */
  var: number;
  es?: number;
  /** What is counted, such as `daily P&L`. */
  label?: string;
}

interface Bin {
  from: number;
  to: number;
  count: number;
}

/**
 * A histogram of gains and losses with VaR and expected shortfall; the bars beyond VaR are dark.
 * @throws RiskbookError `BAD_CHART_DATA`
 */
export function pnlDistribution(pnl: ArrayLike<number>, options: DistributionOptions): ChartBlock {
  const values = Array.from(pnl);
  if (values.length < 2 || !values.every(Number.isFinite)) {
    throw new RiskbookError(
      "BAD_CHART_DATA",
      `pnlDistribution: expected at least two finite figures, got ${values.length}.`,
    );
  }
  const { unit, label = "Daily P&L" } = options;
  const bins = binned(values);
  const level = `${Number((options.confidence * 100).toFixed(2))}%`;
  const beyond = values.filter(value => value < -options.var).length;
  const measures = `${level} VaR ${labelText(options.var, unit)}${options.es === undefined ? "" : `, expected shortfall ${labelText(options.es, unit)}`}`;
  return chartBlock(
    [picture(bins, level, label, options)],
    {
      title: `Distribution of ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
      alternative: `Histogram of ${counted(values.length, "day")}, from ${labelText(Math.min(...values), unit)} to ${labelText(Math.max(...values), unit)}; ${measures}; ${counted(beyond, "loss", "losses")} beyond VaR.`,
      caption: `${counted(values.length, "day")}; ${measures}.`,
      columns: [
        column("from", "From", "number", cellFormat(unit)),
        column("to", "To", "number", cellFormat(unit)),
        column("days", "Days", "integer", { kind: "integer" }),
      ],
      values: { from: bins.map(bin => bin.from), to: bins.map(bin => bin.to), days: bins.map(bin => bin.count) },
      encoding: {
        mark: "histogram",
        x: { column: "from", label },
        series: [{ column: "days", label: "Days", colour: INK.quiet }],
        y: { label: "Days", format: { kind: "integer" } },
      },
    },
    options,
  );
}

/** About fifty bins whose edges are round numbers. */
function binned(values: readonly number[]): Bin[] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const ticks = roundTicks(low, high === low ? low + 1 : high, 52);
  const step = ticks[1]! - ticks[0]!;
  const bins = ticks.slice(0, -1).map((from, index) => ({ from, to: ticks[index + 1]!, count: 0 }));
  for (const value of values) {
    const index = Math.min(bins.length - 1, Math.max(0, Math.floor((value - ticks[0]!) / step + 1e-9)));
    bins[index]!.count++;
  }
  return bins;
}

function picture(bins: readonly Bin[], level: string, label: string, options: DistributionOptions) {
  const { unit, width = WIDTH, height = 320, es } = options;
  const across = valueAxis(Math.min(bins[0]!.from, -(es ?? options.var)), bins.at(-1)!.to, unit, {
    count: 6,
    air: 0.01,
  });
  const up = valueAxis(0, Math.max(...bins.map(bin => bin.count)), "", { count: 4 });
  const title = (bin: Bin): string =>
    `${labelText(bin.from, unit)} to ${labelText(bin.to, unit)}: ${counted(bin.count, "day")}`;
  const rules = [
    { at: -options.var, words: `VaR ${level} ${labelText(options.var, unit)}`, anchor: "start" as const, dx: 5 },
    ...(es === undefined ? [] : [{ at: -es, words: `ES ${labelText(es, unit)}`, anchor: "end" as const, dx: -5 }]),
  ];
  const room = ((-(es ?? 0) - across.domain[0]) / (across.domain[1] - across.domain[0])) * (width - 68);
  const crowded = es !== undefined && room < textWidth(rules[1]!.words) + 8;
  return plot(
    frame({
      width,
      height,
      marginTop: crowded ? 58 : 36,
      marginBottom: 48,
      x: { domain: across.domain },
      y: { domain: up.domain },
      marks: [
        gridY(up.ticks, { stroke: INK.grid, strokeOpacity: 1 }),
        axisY(up.ticks, { tickFormat: up.tickFormat, tickSize: 0, label: null, color: INK.muted }),
        axisTitle("Days", crowded ? -50 : -30),
        rect(
          bins.filter(bin => bin.count > 0),
          {
            x1: "from",
            x2: "to",
            y1: 0,
            y2: "count",
            insetLeft: 0.5,
            insetRight: 0.5,
            fill: (bin: Bin) => ((bin.from + bin.to) / 2 < -options.var ? INK.loss : INK.quiet),
            title,
          },
        ),
        ruleY([0], { stroke: INK.muted }),
        bottomAxis(across.ticks, across, axisLabel(label, across), 4),
        ruleX([-options.var], { stroke: INK.accent, strokeWidth: 2 }),
        ...(es === undefined ? [] : [ruleX([-es], { stroke: INK.loss, strokeWidth: 2, strokeDasharray: "5 3" })]),
        ...rules.map((rule, index) =>
          text([rule], {
            x: "at",
            frameAnchor: "top",
            text: "words",
            textAnchor: crowded ? "start" : rule.anchor,
            dx: crowded ? 5 : rule.dx,
            lineAnchor: "bottom",
            dy: crowded && index === 1 ? -26 : -6,
            fill: index === 0 ? INK.accent : INK.loss,
            fontWeight: 600,
          }),
        ),
      ],
    }),
  );
}
