import { type CellObject, type DenseWorkSheet, read, SSF } from "xlsx";
import type { SheetCell, Workbook } from "./workbook.js";

const DAY_MS = 86_400_000;

const ERRORS: Readonly<Record<number, string>> = {
  0: "#NULL!",
  7: "#DIV/0!",
  15: "#VALUE!",
  23: "#REF!",
  29: "#NAME?",
  36: "#NUM!",
  42: "#N/A",
  43: "#GETTING_DATA",
};

/** Opens a workbook of the old kind (.xls), which is read as a whole. */
export function openWorkbook(bytes: Uint8Array): Workbook {
  const workbook = read(bytes, {
    type: "buffer",
    dense: true,
    cellNF: true,
    cellFormula: false,
    cellHTML: false,
    cellText: false,
    bookVBA: false,
  });
  const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
  return {
    sheets: workbook.SheetNames,
    async *rows(sheet) {
      const rows = (workbook.Sheets[sheet] as DenseWorkSheet | undefined)?.["!data"] ?? [];
      for (const [index, cells] of rows.entries()) {
        if (cells !== undefined) yield { line: index + 1, cells: Array.from(cells, cell => cellOf(cell, date1904)) };
      }
    },
  };
}

function cellOf(cell: CellObject | undefined, date1904: boolean): SheetCell {
  if (cell === undefined) return null;
  if (cell.t === "e") return ERRORS[Number(cell.v)] ?? "#UNKNOWN!";
  const value = cell.v;
  if (typeof value === "number" && cell.z !== undefined && SSF.is_date(String(cell.z))) {
    return dateOf(value, date1904);
  }
  return typeof value === "number" || typeof value === "string" || typeof value === "boolean" ? value : null;
}

/** A number of days since the workbook's first day; a time of day where there is less than one. */
function dateOf(days: number, date1904: boolean): Date {
  const first = days < 1 ? Date.UTC(1899, 11, 31) : date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return new Date(first + Math.round(days * DAY_MS));
}
