import { PALETTE, type PaletteColour } from "../charts/index.js";

const own = (light: string, dark: string): PaletteColour => ({ light, dark });

/**
 * A report's colours by role; on a page each is a custom property of the style sheet. Where a chart has the same role, it is the
 * chart palette's colour.
 */
export const ROLE_COLOURS: Readonly<Record<string, PaletteColour>> = {
  paper: PALETTE.paper,
  ink: PALETTE.ink,
  muted: PALETTE.muted,
  faint: own("#707b88", "#7f8a98"),
  rule: own("#aab3bd", "#4b5663"),
  hairline: PALETTE.grid,
  wash: own("#f4f6f8", "#1a212a"),
  good: PALETTE.teal,
  warn: PALETTE.accent,
  bad: PALETTE.loss,
  "warn-wash": own("#fdf6ea", "#2a2216"),
  "bad-wash": own("#fdf0ee", "#2f1c19"),
  bar: PALETTE.primarySoft,
  "bar-minus": PALETTE.lossSoft,
  "scale-high": PALETTE.primary,
  "scale-low": PALETTE.loss,
};

/** The hex colours of all roles in one form. */
export function rolesOf(form: "light" | "dark"): Record<string, string> {
  return Object.fromEntries(Object.entries(ROLE_COLOURS).map(([role, colour]) => [role, colour[form]]));
}
