import type { z } from "zod";
import { RiskbookError } from "../core/index.js";
import type { Block, ChartBlock, Document, TableData } from "./block.js";
import { checkCells, checkTotal } from "./cells.js";
import { LIMITS } from "./limits.js";
import { blockSchema, documentSchema } from "./schema.js";
import { sanitiseSvg } from "./svg.js";

/**
 * Checks a value that claims to be a block, as it comes from a notebook's output: unknown members, wrong types, NaN and
 * sizes beyond the limits are refused, and a chart's picture is rebuilt from what is allowed in one.
 * @param where names the place in messages, for example `cell 12, output 1`
 * @throws RiskbookError `BAD_BLOCK` with the path of what was wrong, `BAD_TABLE` for cells, `BAD_SVG` for pictures
 */
export function parseBlock(value: unknown, where = "block"): Block {
  return checkBlock(read(blockSchema, value, where, "BAD_BLOCK"), where);
}

/**
 * Checks a whole document, block by block.
 * @throws RiskbookError `BAD_DOCUMENT`, or as `parseBlock` does
 */
export function parseDocument(value: unknown): Document {
  const document = read(documentSchema, value, "document", "BAD_DOCUMENT");
  return { ...document, blocks: document.blocks.map((block, index) => checkBlock(block, `blocks[${index}]`)) };
}

function checkBlock(block: Block, where: string): Block {
  if (block.type === "table") {
    checkData(`${where}, table "${block.title}"`, block);
    if (block.total !== undefined) checkTotal(`${where}, table "${block.title}"`, block.columns, block.total);
  }
  return block.type === "chart" ? checkChart(block, where) : block;
}

function checkChart(block: ChartBlock, where: string): ChartBlock {
  const named = `${where}, chart "${block.title}"`;
  if (block.table !== undefined) checkData(named, block.table);
  const keys = new Set(block.table?.columns.map(column => column.key));
  const drawn = [block.encoding?.x.column, ...(block.encoding?.series.map(series => series.column) ?? [])];
  const missing = drawn.find(key => key !== undefined && !keys.has(key));
  if (missing !== undefined) {
    throw new RiskbookError("BAD_BLOCK", `${named}: the encoding names "${missing}", which is no column of its table.`);
  }
  return { ...block, svg: sanitiseSvg(block.svg, { where: named }).svg };
}

function checkData(
  where: string,
  table: { columns: Parameters<typeof checkCells>[1]; rowCount: number; data: TableData },
): void {
  const { columns, rowCount, data } = table;
  if ("values" in data) {
    if (rowCount > LIMITS.inlineRows) {
      throw new RiskbookError(
        "BAD_TABLE",
        `${where}: ${rowCount} rows are too many to travel in a block; above ${LIMITS.inlineRows} they go to an Arrow file.`,
      );
    }
    checkCells(where, columns, rowCount, data.values);
  } else if (data.rows !== rowCount || data.file !== `tables/${data.sha256}.arrow`) {
    throw new RiskbookError("BAD_TABLE", `${where}: the reference to ${data.file} disagrees with itself.`);
  }
}

function read<T>(schema: z.ZodType<T>, value: unknown, where: string, code: string): T {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const wrongs = checked.error.issues.slice(0, 5).map(issue => {
    const path = issue.path.map(part => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
    return `${path.replace(/^\./, "") || "(whole)"}: ${issue.message.slice(0, 300)}`;
  });
  throw new RiskbookError(code, `${where} is not valid: ${wrongs.join("; ")}.`);
}
