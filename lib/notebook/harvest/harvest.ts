import { RiskbookError } from "../../core/index.js";
import { type Block, type HeadingBlock, markdownSections } from "../../document/index.js";
import { type CodeCell, hasTag, type Notebook } from "../format/notebook.js";
import { blockOfOutput } from "./outputs.js";

/** Something that a notebook showed and that does not stand in the document, or not as it was. */
export interface HarvestNotice {
  /** For example `cell 4 (a1b2), output 1`. */
  where: string;
  /** A sentence: what was left out and why. */
  text: string;
}

/** The blocks of a notebook that has run. */
export interface Harvest {
  /** The first heading of level one, if any. */
  title: string | null;
  blocks: Block[];
  notices: HarvestNotice[];
}

/**
 * Reads the document's blocks out of a notebook that has run: Markdown as headings and text, shown blocks as they are,
 * other outputs as text or pictures. What is left out is told. The tags `remove-cell`, `remove-output` and (for
 * Markdown) `remove-input` are obeyed; code is never part of a document.
 * @throws RiskbookError `NOTEBOOK_FAILED` for an error output, `EMPTY_DOCUMENT` without key figures, table or chart,
 *   and as `parseBlock` does for a block that is not valid
 */
export function harvestNotebook(notebook: Notebook): Harvest {
  const blocks: Block[] = [];
  const notices: HarvestNotice[] = [];
  notebook.cells.forEach((cell, index) => {
    if (hasTag(cell, "remove-cell")) return;
    const where = `cell ${index + 1} (${cell.id})`;
    if (cell.cell_type === "markdown" && !hasTag(cell, "remove-input")) blocks.push(...markdownSections(cell.source));
    if (cell.cell_type === "code" && !hasTag(cell, "remove-output")) harvestCell(cell, where, blocks, notices);
  });
  if (!blocks.some(block => block.type === "kpis" || block.type === "table" || block.type === "chart")) {
    throw new RiskbookError(
      "EMPTY_DOCUMENT",
      "The notebook ran, but shows no key figures, no table and no chart. Show at least one with show.kpis, show.table or show.chart.",
    );
  }
  const title = blocks.find((block): block is HeadingBlock => block.type === "heading" && block.level === 1);
  return { title: title?.text ?? null, blocks, notices };
}

function harvestCell(cell: CodeCell, where: string, blocks: Block[], notices: HarvestNotice[]): void {
  cell.outputs.forEach((output, index) => {
    const place = `${where}, output ${index + 1}`;
    if (output.output_type === "error") {
      if (hasTag(cell, "raises-exception")) {
        notices.push({ where: place, text: `The expected error ${output.ename} is not shown.` });
        return;
      }
      throw new RiskbookError("NOTEBOOK_FAILED", `The notebook failed in ${where}: ${output.ename}: ${output.evalue}`);
    }
    const { block, notice } = blockOfOutput(output, place);
    if (block !== undefined) blocks.push(block);
    if (notice !== undefined) notices.push({ where: place, text: notice });
  });
}
