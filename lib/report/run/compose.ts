import type { Book } from "../../core/index.js";
import type { Block, Document } from "../../document/index.js";
import { type HarvestNotice, harvestNotebook, type Notebook } from "../../notebook/index.js";
import { bundledFonts } from "../fonts/bundled.js";
import { type MissingGlyph, missingGlyphs, missingGlyphsSentence } from "../fonts/coverage.js";
import type { RunPlan } from "./plan.js";

/** A document that is ready to be rendered, and what of the notebook is not in it as it was. */
export interface Composed {
  document: Document;
  /** Outputs that were left out or changed. */
  notices: HarvestNotice[];
  /** Characters that no font can draw. */
  missing: MissingGlyph[];
}

/**
 * Makes the document of an executed notebook. Characters without a glyph are told to the reader in the document itself.
 * @throws RiskbookError `EMPTY_DOCUMENT` when the notebook showed nothing, and what checking its blocks throws
 */
export async function composeDocument(plan: RunPlan, notebook: Notebook, book: Book): Promise<Composed> {
  const { definition, inputs, brand } = plan;
  const { blocks, notices } = harvestNotebook(notebook);
  const document: Document = {
    title: definition.title,
    firm: book.config.firm,
    currency: book.config.currency,
    asOf: inputs.asOf,
    window: inputs.window,
    snapshot: inputs.snapshot,
    parameters: inputs.parameters,
    definitionsVersion: inputs.definitionsVersion,
    simulated: book.config.simulated || blocks.some(isSimulated),
    blocks,
  };
  const missing = await missingGlyphs(document, [...bundledFonts(), ...brand.fonts]);
  if (missing.length === 0) return { document, notices, missing };
  const callout: Block = {
    type: "callout",
    tone: "warn",
    title: "Characters that could not be drawn",
    markdown: asPlainMarkdown(missingGlyphsSentence(missing)),
  };
  return { document: { ...document, blocks: [...blocks, callout] }, notices, missing };
}

/** A block says so of itself; a notebook's session says so of everything it shows, by a fact. */
function isSimulated(block: Block): boolean {
  if (block.type === "fact") return block.key === "simulated" && block.value === true;
  return "simulated" in block && block.simulated === true;
}

/** Names in the sentence come from data: what would be Markdown in them stays text. */
function asPlainMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~!]/g, character => `\\${character}`);
}
