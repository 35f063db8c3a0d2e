import { isIsoDate } from "../../core/index.js";
import type { Cell, ColumnType } from "../../document/index.js";
import type { CellValue } from "./sheet.js";

/** Excel shows and keeps 15 significant digits; a longer number would change silently. */
const EXACT_DIGITS = 15;

/** Excel counts days from 1900, with a leap day that never was; before 1900-03-01 its serial numbers are not to be trusted. */
const FIRST_DATE = "1900-03-01";

/**
 * A table's value as Excel should hold it. Decimals and 64-bit integers become numbers where their 15 significant digits suffice,
 * dates and times become real dates in UTC, and whatever would lose something on the way stays text.
 * @param value as it stands in the document: decimals and 64-bit integers as strings, dates as `YYYY-MM-DD`, times as ISO 8601
 */
export function typedValue(value: Cell, type: ColumnType): CellValue {
  if (value === null) return null;
  switch (type) {
    case "number":
    case "integer":
    case "decimal":
    case "bigint":
      return numeric(value);
    case "date":
      return typeof value === "string" && isIsoDate(value) && value >= FIRST_DATE
        ? new Date(`${value}T00:00:00Z`)
        : value;
    case "timestamp":
      return instant(value);
    case "boolean":
    case "string":
      return value;
  }
}

function numeric(value: string | number | boolean): CellValue {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "boolean") return value;
  return isExactDecimal(value) ? Number(value) : value;
}

/** Says whether a decimal string is a plain number that a double, as Excel shows it, holds digit for digit. */
export function isExactDecimal(text: string): boolean {
  const match = /^[+-]?(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (match === null) return false;
  const whole = match[1]!;
  const fraction = (match[2] ?? "").replace(/0+$/, "");
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = fraction === "" ? digits.replace(/0+$/, "") : digits;
  return significant.length <= EXACT_DIGITS;
}

function instant(value: string | number | boolean): CellValue {
  if (typeof value !== "string") return value;
  const ms = Date.parse(value);
  return Number.isNaN(ms) || value < FIRST_DATE ? value : new Date(ms);
}
