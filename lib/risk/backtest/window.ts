import { RiskbookError } from "../../core/index.js";

/** Throws `BAD_WINDOW` unless a window is a whole number of at least 1. */
export function requireWindow(window: number): void {
  if (Number.isInteger(window) && window >= 1) return;
  throw new RiskbookError("BAD_WINDOW", `The window was ${window}; give a whole number of sessions such as 250.`);
}
