import { type Cell, type Column, isNumeric } from "../../document/index.js";
import type { MailColours } from "./mail-colours.js";

/** How strong the ends of a scale are, so that figures on them stay legible. */
const STRONGEST = 0.6;

/**
 * The background of a figure by its column's colour scale, `#rrggbb`; undefined without a scale or a figure.
 * @param cells the values that give the ends which the rule leaves open
 */
export function scaleFill(
  column: Column,
  cells: readonly Cell[],
  colours: MailColours,
): (value: Cell) => string | undefined {
  const { colour, type } = column;
  if (colour?.rule !== "scale" || !isNumeric(type)) return () => undefined;
  const figures = cells.filter(cell => cell !== null).map(Number);
  const low = colour.min ?? Math.min(...figures);
  const high = colour.max ?? Math.max(...figures);
  const middle = colour.mid ?? (low < 0 && high > 0 ? 0 : low);
  return value => {
    if (value === null) return undefined;
    const distance = Number(value) - middle;
    const span = distance < 0 ? middle - low : high - middle;
    const share = span === 0 ? 0 : Math.min(1, Math.abs(distance) / span);
    return mixed(distance < 0 ? colours.scale.low : colours.scale.high, share * STRONGEST);
  };
}

/** A colour over white with this opacity. */
function mixed(colour: string, opacity: number): string {
  const parts = [1, 3, 5].map(at => Math.round(255 + (Number.parseInt(colour.slice(at, at + 2), 16) - 255) * opacity));
  return `#${parts.map(part => part.toString(16).padStart(2, "0")).join("")}`;
}
