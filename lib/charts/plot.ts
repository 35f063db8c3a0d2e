import { plot as drawPlot, type PlotOptions } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { messageOf, RiskbookError } from "../core/index.js";
import type { PictureNode } from "../document/index.js";
import { FONT_FAMILY } from "./frame.js";
import { INK } from "./palette.js";

const HOUSE: PlotOptions = {
  marginLeft: 52,
  marginBottom: 40,
  style: { fontFamily: FONT_FAMILY, fontSize: "13px", color: INK.muted },
};

/**
 * Draws an Observable Plot where there is no browser. The result goes to `show.chart`.
 * @param options as Plot's own; `document` is provided, and lettering and margins are the house's unless given
 * @throws RiskbookError `PLOT_FAILED` for the legend of a continuous colour scale, which takes a browser's canvas
 */
export function plot(options: PlotOptions): PictureNode {
  const { document } = parseHTML("<!doctype html><html></html>");
  try {
    return drawPlot({ ...HOUSE, ...options, document: document as unknown as Document }) as unknown as PictureNode;
  } catch (error) {
    if (!messageOf(error).includes("fillStyle")) throw error;
    throw new RiskbookError(
      "PLOT_FAILED",
      'The legend of a continuous colour scale cannot be drawn here. Use a scale of steps, such as color: { type: "quantize", legend: true }.',
      { cause: error },
    );
  }
}
