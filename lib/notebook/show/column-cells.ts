import { isIsoDate, messageOf, RiskbookError } from "../../core/index.js";
import { type Cell, type ColumnType, decimalText, isCell, parseDecimal, shownValue } from "../../document/index.js";

/** A column's type and its cells. */
export interface TypedCells {
  type: ColumnType;
  cells: Cell[];
}

/**
 * Turns values as they occur in notebooks into cells: `Date` into dates (all at midnight UTC) or times, `bigint` into
 * numbers where they fit, text of ISO dates into dates. `undefined` is null.
 * @param type sets the type instead of inferring it
 * @param whenEmpty is the type of a column without any value
 * @throws RiskbookError `BAD_TABLE` with the column, row and value, for NaN, mixed types and what is no cell
 */
export function cellsOfColumn(
  name: string,
  values: ArrayLike<unknown>,
  type?: ColumnType,
  whenEmpty: ColumnType = "string",
): TypedCells {
  const list = Array.from(values, value => value ?? null);
  const inferred = type ?? (list.every(value => value === null) ? whenEmpty : inferType(name, list));
  const cells = list.map((value, row) => {
    const cell = toCell(value, inferred);
    if (isCell(cell, inferred)) return cell;
    const remedy = Number.isNaN(value) ? "; give null where there is no value" : "";
    throw new RiskbookError(
      "BAD_TABLE",
      `Column "${name}" row ${row + 1} is ${shownValue(value)}, which is no ${inferred}${remedy}.`,
    );
  });
  return { type: inferred, cells };
}

function inferType(name: string, values: readonly unknown[]): ColumnType {
  const kinds = new Map<string, number>();
  values.forEach((value, row) => {
    if (value === null) return;
    const kind = value instanceof Date ? "Date" : typeof value;
    if (!kinds.has(kind)) kinds.set(kind, row);
  });
  if (kinds.size === 2 && kinds.has("bigint") && kinds.has("number")) kinds.delete("bigint");
  if (kinds.size > 1) {
    const where = [...kinds].map(([kind, row]) => `${kind} in row ${row + 1} (${shownValue(values[row])})`).join(", ");
    throw new RiskbookError("BAD_TABLE", `Column "${name}" mixes types: ${where}. Give it one type.`);
  }
  const present = values.filter(value => value !== null);
  switch ([...kinds.keys()][0]) {
    case "number":
      return present.every(value => Number.isSafeInteger(Number(value))) ? "integer" : "number";
    case "bigint":
      return present.every(value => Number.isSafeInteger(Number(value))) ? "integer" : "bigint";
    case "boolean":
      return "boolean";
    case "Date":
      return present.every(value => Number((value as Date).getTime()) % 86_400_000 === 0) ? "date" : "timestamp";
    default:
      return present.length > 0 && present.every(value => isIsoDate(String(value))) ? "date" : "string";
  }
}

function toCell(value: unknown, type: ColumnType): unknown {
  if (value === null) return null;
  try {
    switch (type) {
      case "integer":
      case "number":
        return typeof value === "bigint" ? Number(value) : value;
      case "bigint":
        return typeof value === "bigint" || Number.isSafeInteger(value) ? String(value) : value;
      case "decimal":
        return toDecimalText(value);
      case "date":
        return value instanceof Date ? value.toISOString().slice(0, 10) : value;
      case "timestamp":
        return value instanceof Date ? value.toISOString().replace(".000Z", "Z") : value;
      default:
        return value;
    }
  } catch (error) {
    return messageOf(error); // an invalid Date: the text is no cell of a date column and is reported with its row
  }
}

function toDecimalText(value: unknown): unknown {
  if (typeof value !== "number" && typeof value !== "string" && typeof value !== "bigint") return value;
  const decimal = parseDecimal(value);
  return decimal === undefined ? value : decimalText(decimal);
}
