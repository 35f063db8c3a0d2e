import { axisY, gridY, type Markish, ruleY, text } from "@observablehq/plot";
import type { ValueAxis } from "./axis.js";
import { INK } from "./palette.js";

/** Horizontal grid, tick labels and the axis' name above them, with a stronger line at zero where zero is in sight. */
export function valueGrid(axis: ValueAxis, label: string): Markish[] {
  const [low, high] = axis.domain;
  return [
    gridY(axis.ticks, { stroke: INK.grid, strokeOpacity: 1 }),
    axisY(axis.ticks, { tickFormat: axis.tickFormat, tickSize: 0, label: null, color: INK.muted }),
    axisTitle(label),
    ...(low <= 0 && high >= 0 ? [ruleY([0], { stroke: INK.quiet, strokeWidth: 1 })] : []),
  ];
}

/** The name of the value axis, at the upper left corner of the picture. */
export function axisTitle(label: string, dy = -26): Markish {
  return text([label], {
    frameAnchor: "top-left",
    dx: -46,
    dy,
    textAnchor: "start",
    lineAnchor: "top",
    fill: INK.muted,
  });
}
