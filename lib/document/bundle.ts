import { BLOCK_MIME, type Block } from "./block.js";
import { blockToHtml } from "./plain-html.js";
import { blockToText } from "./plain-text.js";

/**
 * A block in the forms in which it travels through a notebook's output: typed for the harvest, and as HTML and text
 * for whoever opens the notebook.
 * @param shown the same block with its values at hand, where `block` refers to a file; spares reading it back
 */
export function blockBundle(block: Block, shown: Block = block): Record<string, unknown> {
  return { [BLOCK_MIME]: block, "text/html": withoutMath(blockToHtml(shown)), "text/plain": blockToText(shown) };
}

/** Jupyter sets what stands between two dollar signs as a formula; these are its classes for "here is none". */
function withoutMath(html: string): string {
  return `<div class="tex2jax_ignore mathjax_ignore">${html}</div>`;
}
