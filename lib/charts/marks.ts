import { axisX, axisY, gridY, type Markish, ruleY, text } from "@observablehq/plot";
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

/** The axis of time at the bottom. */
export function timeAxis(): Markish {
  return axisX({ label: null, tickSize: 4, color: INK.muted });
}

/** A value axis at the bottom, its name below its middle. */
export function bottomAxis(ticks: readonly number[], axis: ValueAxis, label: string, tickSize = 0): Markish {
  return axisX(ticks, {
    tickFormat: axis.tickFormat,
    tickSize,
    label,
    labelAnchor: "center",
    labelArrow: "none",
    labelOffset: 38,
    color: INK.muted,
  });
}

/** Bold words at a mark, on a halo of paper so that they read across lines and bars. */
export const HALO: { stroke: string; strokeWidth: number; fontWeight: number } = {
  stroke: INK.paper,
  strokeWidth: 4,
  fontWeight: 600,
};
