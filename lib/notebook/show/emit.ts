import {
  type Block,
  blockBundle,
  blockToText,
  LIMITS,
  parseBlock,
  type TableLike,
  writeArrow,
} from "../../document/index.js";
import { DISPLAY_HOOK, display } from "../display.js";

/**
 * Checks a block and shows it: in a kernel as its MIME bundle, elsewhere as text on standard output. In a kernel, tables
 * above the inline limit go to an Arrow file beside the notebook and travel by reference.
 * @throws RiskbookError as `parseBlock` does, so that a wrong figure fails in the cell that made it
 */
export function emit(block: Block): void {
  if (!(DISPLAY_HOOK in globalThis)) {
    display({ "text/plain": blockToText(block) });
    return;
  }
  const checked = parseBlock(spilled(block, outputFolder()), `show.${block.type}`);
  const shown = checked.type === "table" && block.type === "table" ? { ...checked, data: block.data } : checked;
  display(blockBundle(checked, shown));
}

/** Where the notebook that is running will lie: the runner says so; in Jupyter it is the working folder. */
function outputFolder(): string {
  return process.env.RISKBOOK_OUTPUT ?? process.cwd();
}

function spilled(block: Block, folder: string): Block {
  if (block.type === "table") return { ...block, ...spilledTable(block, folder) };
  if (block.type !== "chart" || block.table === undefined) return block;
  return { ...block, table: spilledTable(block.table, folder) };
}

function spilledTable({ columns, rowCount, data }: TableLike, folder: string): TableLike {
  const long = "values" in data && rowCount > LIMITS.inlineRows;
  return { columns, rowCount, data: long ? writeArrow(columns, data.values, folder) : data };
}
