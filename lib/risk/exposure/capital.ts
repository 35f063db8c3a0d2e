import { RiskbookError } from "../../core/index.js";
import { type Figure, Undefined } from "../figure.js";

/** The capital base, or why there is no ratio without one; throws `BAD_CAPITAL_BASE` unless it is positive. */
export function capitalBaseOf(capitalBase: number | undefined): Figure {
  if (capitalBase === undefined)
    return new Undefined("needs a capital base: starting equity, allocated capital or margin");
  if (Number.isFinite(capitalBase) && capitalBase > 0) return capitalBase;
  throw new RiskbookError(
    "BAD_CAPITAL_BASE",
    `The capital base was ${capitalBase}; give the positive amount that ratios are taken of, or leave it out.`,
  );
}
