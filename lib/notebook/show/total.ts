import { RiskbookError } from "../../core/index.js";
import {
  addDecimals,
  type Cell,
  type Column,
  decimalText,
  isNumeric,
  parseDecimal,
  roundDecimal,
} from "../../document/index.js";

/** A last row: its cells as given, or columns to add up. */
export type TotalInput = { readonly sum: readonly string[]; readonly label?: string } | Readonly<Record<string, Cell>>;

/** A total row, and what must be said of it. */
export interface Total {
  row: Record<string, Cell>;
  remarks: string[];
}

/**
 * Makes the total row. Sums run in row order with Neumaier's compensation, decimals and 64-bit integers exactly, so
 * that the same rows give the same figure; rows without a value are left out and counted in a remark.
 * @throws RiskbookError `BAD_TABLE` for a column that is not there or holds no figures
 */
export function totalOf(
  input: TotalInput,
  columns: readonly Column[],
  values: Readonly<Record<string, Cell[]>>,
): Total {
  if (!isSum(input)) return { row: { ...input }, remarks: [] };
  const row: Record<string, Cell> = {};
  const remarks: string[] = [];
  const first = columns.find(column => !isNumeric(column.type));
  if (first !== undefined) row[first.key] = input.label ?? "Total";
  for (const key of input.sum) {
    const column = columns.find(candidate => candidate.key === key);
    if (column === undefined || !isNumeric(column.type)) {
      const known = columns.filter(candidate => isNumeric(candidate.type)).map(candidate => candidate.key);
      throw new RiskbookError(
        "BAD_TABLE",
        `The total cannot add up "${key}"; columns with figures are: ${known.join(", ") || "none"}.`,
      );
    }
    const cells = values[key]!.filter(cell => cell !== null);
    const missing = values[key]!.length - cells.length;
    row[key] = cells.length === 0 ? null : sumOf(cells, column.type);
    if (missing > 0)
      remarks.push(
        `The total of ${column.label} leaves out ${missing} ${missing === 1 ? "row" : "rows"} without a value.`,
      );
  }
  return { row, remarks };
}

function isSum(input: TotalInput): input is Extract<TotalInput, { readonly sum: readonly string[] }> {
  return Array.isArray((input as { sum?: unknown }).sum);
}

function sumOf(cells: readonly Cell[], type: Column["type"]): Cell {
  if (type === "number" || type === "integer") return compensatedSum(cells as number[]);
  const total = cells.map(cell => parseDecimal(String(cell))!).reduce(addDecimals, { units: 0n, scale: 0 });
  return decimalText(type === "bigint" ? roundDecimal(total, 0) : total);
}

/** Neumaier, ZAMM 54 (1974) 39–51. */
function compensatedSum(values: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
