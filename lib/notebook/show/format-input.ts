import { RiskbookError } from "../../core/index.js";
import { type Format, isCurrency } from "../../document/index.js";

/** A format, or its name alone for the usual digits: `"percent"`, `"money"` (of the unit's currency), `"integer"`. */
export type FormatInput = Format | Format["kind"];

/**
 * Completes a format.
 * @param unit gives the currency of `"money"`
 * @throws RiskbookError `BAD_FORMAT` for money without a currency
 */
export function completeFormat(input: FormatInput, unit: string | undefined, where: string): Format {
  if (typeof input !== "string") return input;
  switch (input) {
    case "money":
      if (isCurrency(unit)) return { kind: "money", currency: unit, digits: 0 };
      throw new RiskbookError("BAD_FORMAT", `${where}: "money" needs a currency; add unit: "USD", or another code.`);
    case "percent":
      return { kind: "percent", digits: 1 };
    case "number":
    case "ratio":
      return { kind: input, digits: 2 };
    default:
      return { kind: input };
  }
}
