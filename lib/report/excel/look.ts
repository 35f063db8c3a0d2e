import type { Tone } from "../../document/index.js";
import type { Brand } from "../brand.js";
import type { CellStyle } from "./sheet.js";

/** The firm's colours by what they do in a workbook, `#rrggbb`. A workbook is always light. */
export interface Look {
  accent: string;
  ink: string;
  muted: string;
  faint: string;
  hairline: string;
  wash: string;
  /** Background and ink of a remark by its tone. */
  tones: Record<Tone, { fill: string; ink: string }>;
  bar: string;
  barMinus: string;
  scaleLow: string;
  scaleMiddle: string;
  scaleHigh: string;
}

/** The look of a brand's workbooks. */
export function lookOf(brand: Pick<Brand, "accent" | "light">): Look {
  const role = (name: string): string => brand.light[name] ?? brand.accent;
  return {
    accent: brand.accent,
    ink: role("ink"),
    muted: role("muted"),
    faint: role("faint"),
    hairline: role("hairline"),
    wash: role("wash"),
    tones: {
      neutral: { fill: role("wash"), ink: role("ink") },
      good: { fill: tint(role("good"), 0.1), ink: role("good") },
      warn: { fill: role("warn-wash"), ink: role("warn") },
      bad: { fill: role("bad-wash"), ink: role("bad") },
    },
    bar: role("bar"),
    barMinus: role("bar-minus"),
    scaleLow: tint(role("scale-low"), 0.6),
    scaleMiddle: role("paper"),
    scaleHigh: tint(role("scale-high"), 0.6),
  };
}

/** A colour over white with this opacity. */
function tint(colour: string, opacity: number): string {
  const parts = [1, 3, 5].map(at => Math.round(255 + (Number.parseInt(colour.slice(at, at + 2), 16) - 255) * opacity));
  return `#${parts.map(part => part.toString(16).padStart(2, "0")).join("")}`;
}

/** The title at the head of a sheet. */
export function titleStyle(look: Look, size = 16): CellStyle {
  return { bold: true, size, colour: look.ink };
}

/** A reference to another sheet. */
export function linkStyle(look: Look): CellStyle {
  return { colour: look.accent, underline: true };
}

/** The head of a column. */
export function headStyle(look: Look): CellStyle {
  return { bold: true, colour: look.ink, fill: look.wash, lineBelow: look.accent, wrap: true };
}
