import { type Book, RiskbookError } from "../../core/index.js";
import type { Block, Document } from "../../document/index.js";
import type { Notebook } from "../../notebook/index.js";
import { bundledFonts } from "../fonts/bundled.js";
import { type MissingGlyph, missingGlyphs, missingGlyphsSentence } from "../fonts/coverage.js";
import { harvestBlocks } from "./harvest.js";
import type { RunPlan } from "./plan.js";

/** A document that is ready to be rendered, and the characters in it that no font can draw. */
export interface Composed {
  document: Document;
  missing: MissingGlyph[];
}

/**
 * Makes the document of an executed notebook. Characters without a glyph are told to the reader in the document itself.
 * @param fonts of the brand, beside the bundled ones
 * @throws RiskbookError `EMPTY_REPORT` when the notebook showed nothing, and what checking its blocks throws
 */
export async function composeDocument(
  plan: RunPlan,
  notebook: Notebook,
  book: Book,
  fonts: readonly string[],
): Promise<Composed> {
  const { definition, inputs } = plan;
  const blocks = harvestBlocks(notebook);
  if (!blocks.some(isFigure)) {
    throw new RiskbookError(
      "EMPTY_REPORT",
      `The notebook ${definition.notebook} ran, but showed no figure, table, chart or callout. Show them with show.kpis, show.table, show.chart or show.callout.`,
    );
  }
  const document: Document = {
    title: definition.title,
    firm: book.config.firm,
    currency: book.config.currency,
    asOf: inputs.asOf,
    window: inputs.window,
    snapshot: inputs.snapshot,
    parameters: inputs.parameters,
    definitionsVersion: inputs.definitionsVersion,
    simulated: book.config.simulated || blocks.some(block => "simulated" in block && block.simulated === true),
    blocks,
  };
  const missing = await missingGlyphs(document, [...bundledFonts(), ...fonts]);
  if (missing.length === 0) return { document, missing };
  const callout: Block = {
    type: "callout",
    tone: "warn",
    title: "Characters that could not be drawn",
    markdown: asPlainMarkdown(missingGlyphsSentence(missing)),
  };
  return { document: { ...document, blocks: [...blocks, callout] }, missing };
}

function isFigure({ type }: Block): boolean {
  return type === "kpis" || type === "table" || type === "chart" || type === "callout";
}

/** Names in the sentence come from data: what would be Markdown in them stays text. */
function asPlainMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~!]/g, character => `\\${character}`);
}
