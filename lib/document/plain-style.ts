import type { Tone } from "./block.js";

/** The fonts of a block that stands alone in somebody else's page. */
export const FONT_FAMILY = "font-family:Inter,system-ui,-apple-system,'Segoe UI',sans-serif";

/** Body text of such a block. */
export const FONT: string = `${FONT_FAMILY};font-size:14px;line-height:1.45`;

/** A line that shows on light and on dark pages alike. */
export const GREY_LINE = "rgba(128,128,128,.35)";

/** Tones that show on light and on dark pages alike, and differ for the colour-blind. */
export const TONE_COLOURS: Readonly<Record<Tone, string>> = {
  neutral: "#7d8896",
  good: "#2f81d6",
  warn: "#c98a00",
  bad: "#d1493f",
};
