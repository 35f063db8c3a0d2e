import { RiskbookError } from "../../core/index.js";
import type { FileShape } from "./file-shape.js";
import type { SourceFile } from "./source-file.js";
import type { Wanted } from "./wanted.js";

/** A sheet of a workbook and the names in the row where its header is to stand. */
export interface SheetHeader {
  readonly name: string;
  readonly header: readonly string[];
}

/**
 * The sheet to read: the one that is named, the only one with anything in it, or the only one whose header fits.
 * @throws RiskbookError `NO_SHEET`, `SEVERAL_SHEETS`, with the sheets that there are
 */
export function chooseSheet(
  source: SourceFile,
  sheets: readonly SheetHeader[],
  shape: FileShape,
  wanted: Wanted,
): SheetHeader {
  if (shape.sheet !== undefined) {
    const named = sheets.find(({ name }) => name === shape.sheet);
    return named ?? refuse("NO_SHEET", `${source.name} has no sheet "${shape.sheet}". It has ${listed(sheets)}.`);
  }
  const filled = sheets.filter(({ header }) => header.some(name => name !== ""));
  if (filled.length === 1) return filled[0]!;
  if (sheets.length === 1) return sheets[0]!;
  const fitting = shape.header === undefined ? filled.filter(({ header }) => wanted.fits(header)) : filled;
  if (fitting.length === 1) return fitting[0]!;
  return fitting.length === 0
    ? refuse(
        "NO_SHEET",
        `${source.name} has the sheets ${listed(sheets)}, and none has the columns that are needed. Name the one to read with --sheet.`,
      )
    : refuse(
        "SEVERAL_SHEETS",
        `${source.name} has several sheets that fit: ${listed(fitting)}. Name the one to read with --sheet.`,
      );
}

function listed(sheets: readonly SheetHeader[]): string {
  return sheets.map(({ name }) => `"${name}"`).join(", ");
}

function refuse(code: string, sentence: string): never {
  throw new RiskbookError(code, sentence, { exitCode: 2 });
}
