import type { PlotOptions } from "@observablehq/plot";
import { INK } from "./palette.js";

/** Pixels across, unless a chart is asked for another width. */
export const WIDTH = 640;

/** Pixels of all lettering: at 390 pixels across a 640-pixel chart shows it at 8.5. */
export const FONT_SIZE = 14;

export const FONT_FAMILY = "Inter, system-ui, sans-serif";

const LEFT = 52;
const RIGHT = 16;

/** Pixels across that the margins take of a picture. */
export const MARGINS: number = LEFT + RIGHT;

/** The part of Plot's options that all charts share. */
export function frame(options: PlotOptions): PlotOptions {
  return {
    width: WIDTH,
    marginTop: 32,
    marginRight: RIGHT,
    marginBottom: 40,
    marginLeft: LEFT,
    ...options,
    style: { fontFamily: FONT_FAMILY, fontSize: `${FONT_SIZE}px`, color: INK.muted },
  };
}

/** About how many pixels a text takes in the charts' font: wide for CJK and capitals, narrow for the thin letters. */
export function textWidth(text: string, size: number = FONT_SIZE): number {
  let width = 0;
  for (const character of text) {
    if (/[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/u.test(character)) width += 1.02;
    else if (/[mwMW@%—]/.test(character)) width += 0.88;
    else if (/[\p{Lu}\d$€£+−–]/u.test(character)) width += 0.65;
    else if (/[ijlt.,:;'|fr()!\s]/.test(character)) width += 0.34;
    else width += 0.57;
  }
  return width * size;
}

/** A text cut with an ellipsis to what fits into a number of pixels. */
export function fitted(text: string, pixels: number): string {
  if (textWidth(text) <= pixels) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join("")}…`) > pixels) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}
