import { readXlsx, streamXlsxRows } from "hucre/xlsx";
import type { Workbook } from "./workbook.js";

/** Opens a workbook of today's kind; its sheets are unpacked as their rows are taken. */
export async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  const sheets: string[] = [];
  await readXlsx(bytes, {
    sheets: ({ name }) => {
      sheets.push(name);
      return false;
    },
  });
  return {
    sheets,
    async *rows(sheet, lastLine) {
      for await (const { index, values } of streamXlsxRows(bytes, { sheet, maxRows: lastLine })) {
        yield { line: index + 1, cells: values.map(value => value ?? null) };
      }
    },
  };
}
