import {
  type Block,
  blockBundle,
  blockToText,
  LIMITS,
  parseBlock,
  type TableData,
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
  const folder = outputFolder();
  display(blockBundle(parseBlock(spilled(block, folder), `show.${block.type}`), folder));
}

/** Where the notebook that is running will lie: the runner says so; in Jupyter it is the working folder. */
function outputFolder(): string {
  return process.env.RISKBOOK_OUTPUT ?? process.cwd();
}

function spilled(block: Block, folder: string): Block {
  if (block.type === "table") return { ...block, data: spilledData(block, folder) };
  if (block.type !== "chart" || block.table === undefined) return block;
  return { ...block, table: { ...block.table, data: spilledData(block.table, folder) } };
}

function spilledData(
  table: { columns: Parameters<typeof writeArrow>[0][number][]; rowCount: number; data: TableData },
  folder: string,
): TableData {
  const { columns, rowCount, data } = table;
  return "values" in data && rowCount > LIMITS.inlineRows ? writeArrow(columns, data.values, folder) : data;
}
