import type { ScaleOptions } from "@observablehq/plot";
import { dayNumber } from "../core/index.js";

/** How bars of days are laid out across a picture. */
export interface DailyScale {
  /** Pixels of one bar. */
  barWidth: number;
  /** Plot's options for the scale of time, with room for half a bar at either end. */
  x: ScaleOptions;
  /** Pixels from the left end of the scale at which a day stands. */
  position: (date: string) => number;
}

/** Lays days out on calendar time, weekends included, over a number of pixels. */
export function dailyScale(dates: readonly string[], pixels: number): DailyScale {
  const first = dayNumber(dates[0]!);
  const span = dayNumber(dates.at(-1)!) - first + 1;
  const barWidth = Math.max(1, Math.min(16, (pixels / span) * 0.8));
  const inset = barWidth / 2 + 2;
  return {
    barWidth,
    x: { type: "utc", label: null, insetLeft: inset, insetRight: inset },
    position: date => inset + ((dayNumber(date) - first) / Math.max(1, span - 1)) * (pixels - 2 * inset),
  };
}
