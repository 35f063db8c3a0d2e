import type { ColumnType, Format } from "./block.js";

const CURRENCY = /^[A-Z]{3}$/;

/** Says whether a unit is an ISO 4217 currency code, and so an amount of money. */
export function isCurrency(unit: string | undefined): unit is string {
  return unit !== undefined && CURRENCY.test(unit);
}

/**
 * How figures of a unit are printed unless someone says otherwise. Units are those of measures: a currency code,
 * `fraction`, `probability`, `per period`, `ratio`, `observations`.
 */
export function formatOfUnit(unit: string): Format | undefined {
  if (isCurrency(unit)) return { kind: "money", currency: unit, digits: 0 };
  switch (unit) {
    case "fraction":
    case "probability":
      return { kind: "percent", digits: 1 };
    case "per period":
      return { kind: "percent", digits: 2 };
    case "ratio":
      return { kind: "ratio", digits: 2 };
    case "observations":
    case "periods":
    case "days":
      return { kind: "integer" };
    default:
      return undefined;
  }
}

/** How values of a column type are printed when neither a format nor a telling unit was given. */
export function formatOfType(type: ColumnType): Format {
  switch (type) {
    case "number":
    case "decimal":
      return { kind: "number", digits: 2 };
    case "integer":
    case "bigint":
      return { kind: "integer" };
    case "date":
    case "timestamp":
    case "boolean":
      return { kind: type };
    default:
      return { kind: "text" };
  }
}

/** Says whether values of a column type are figures: set to the right, summed, coloured. */
export function isNumeric(type: ColumnType): boolean {
  return type === "number" || type === "integer" || type === "decimal" || type === "bigint";
}
