import { type Markish, rect } from "@observablehq/plot";
import { utc } from "./series.js";

const MOST_STRIPS = 160;

/**
 * Unseen strips over a line chart, each with a title: the pointer shows what stands there without any script. Beyond
 * 160 days a strip covers several and tells of the one in its middle.
 * @param domain the vertical extent of the scale
 */
export function hoverStrips(
  dates: readonly string[],
  domain: readonly [number, number],
  text: (index: number) => string,
): Markish {
  const strips: { x1: Date; x2: Date; title: string }[] = [];
  const per = Math.ceil(dates.length / MOST_STRIPS);
  for (let from = 0; from < dates.length; from += per) {
    const next = Math.min(from + per, dates.length - 1);
    if (next === from && from > 0) break;
    const middle = Math.min(from + Math.floor(per / 2), dates.length - 1);
    strips.push({ x1: utc(dates[from]!), x2: utc(dates[next]!), title: text(middle) });
  }
  return rect(strips, {
    x1: "x1",
    x2: "x2",
    y1: domain[0],
    y2: domain[1],
    fill: "none",
    stroke: "none",
    pointerEvents: "all",
    title: "title",
  });
}
