/** One colour in its light form, which charts draw with, and its dark form, which a page may put in its place. */
export interface PaletteColour {
  readonly light: string;
  readonly dark: string;
}

/**
 * The colours of every chart. Gains and losses are blue and vermilion, which colour-blind readers tell apart; what
 * matters also differs in lightness or form, so that a black-and-white print still says it. No two light forms are
 * equal, so that a renderer can replace each by name.
 */
export const PALETTE: {
  readonly [Name in
    | "ink"
    | "muted"
    | "grid"
    | "paper"
    | "primary"
    | "primarySoft"
    | "loss"
    | "lossSoft"
    | "accent"
    | "accentSoft"
    | "teal"
    | "purple"
    | "quiet"
    | "quietSoft"
    | "gain1"
    | "gain2"
    | "gain3"
    | "loss1"
    | "loss2"
    | "loss3"
    | "flat"]: PaletteColour;
} = {
  ink: { light: "#1b2430", dark: "#e7ebf0" },
  muted: { light: "#56616f", dark: "#a3adba" },
  grid: { light: "#e3e7ec", dark: "#2c343f" },
  paper: { light: "#ffffff", dark: "#12171e" },
  primary: { light: "#1d5fa6", dark: "#74b3f2" },
  primarySoft: { light: "#c9ddf2", dark: "#21405f" },
  loss: { light: "#b5301f", dark: "#ff8f7d" },
  lossSoft: { light: "#f3cfc8", dark: "#592a24" },
  accent: { light: "#a35c00", dark: "#f0a94b" },
  accentSoft: { light: "#f6e6cc", dark: "#4a3515" },
  teal: { light: "#0c7568", dark: "#55cdbb" },
  purple: { light: "#74489b", dark: "#c5a4e6" },
  quiet: { light: "#98a3b1", dark: "#79869a" },
  quietSoft: { light: "#c8cfd8", dark: "#414c5b" },
  gain1: { light: "#dbe8f6", dark: "#1b3049" },
  gain2: { light: "#9fc4e8", dark: "#2c5683" },
  gain3: { light: "#2c6db3", dark: "#7fb9f4" },
  loss1: { light: "#f9e0db", dark: "#43221d" },
  loss2: { light: "#eca798", dark: "#81382c" },
  loss3: { light: "#b83a29", dark: "#ff9a89" },
  flat: { light: "#f1f3f5", dark: "#232a33" },
};

/** The light form by name, as charts draw it. */
export const INK: { readonly [Name in keyof typeof PALETTE]: string } = Object.fromEntries(
  Object.entries(PALETTE).map(([name, colour]) => [name, colour.light]),
) as { readonly [Name in keyof typeof PALETTE]: string };

/** Colours of series that stand side by side, in the order in which they are given out. */
export const SERIES: readonly string[] = [INK.primary, INK.accent, INK.teal, INK.purple, INK.loss, INK.quiet];
