import { BLOCK_MIME, type Block, markdownSections, parseBlock } from "../../document/index.js";
import { type CodeCell, hasTag, type Notebook } from "../../notebook/index.js";

/**
 * Reads the blocks of an executed notebook in reading order: Markdown cells as headings and text, and every block that
 * code cells showed. Other outputs stay in the notebook. Cells tagged `remove-cell` or `remove-input` give no text.
 * @throws RiskbookError `BAD_BLOCK`, `BAD_TABLE` or `BAD_SVG`, naming the cell
 */
export function harvestBlocks(notebook: Notebook): Block[] {
  return notebook.cells.flatMap((cell, index): Block[] => {
    if (hasTag(cell, "remove-cell")) return [];
    if (cell.cell_type === "code") return shownBlocks(cell, `cell ${index + 1} (${cell.id})`);
    return cell.cell_type === "markdown" && !hasTag(cell, "remove-input") ? markdownSections(cell.source) : [];
  });
}

function shownBlocks(cell: CodeCell, where: string): Block[] {
  if (hasTag(cell, "remove-output")) return [];
  return cell.outputs.flatMap((output, index) => {
    if (output.output_type !== "display_data" && output.output_type !== "execute_result") return [];
    const block = output.data[BLOCK_MIME];
    return block === undefined ? [] : [parseBlock(block, `${where}, output ${index + 1}`)];
  });
}
