import { BLOCK_MIME, type Block } from "./block.js";
import { blockToHtml } from "./plain-html.js";
import { blockToText } from "./plain-text.js";

/**
 * A block in the forms in which it travels through a notebook's output: typed for the harvest, and as HTML and text
 * for whoever opens the notebook.
 * @param folder where an Arrow file of a long table lies
 */
export function blockBundle(block: Block, folder?: string): Record<string, unknown> {
  return {
    [BLOCK_MIME]: block,
    "text/html": blockToHtml(block, folder),
    "text/plain": blockToText(block, folder),
  };
}
