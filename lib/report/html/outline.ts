import { type Block, type Document, type HeadingBlock, slug } from "../../document/index.js";

/** A heading of the highest level with everything below it. */
export interface Section {
  /** Undefined for what stands before the first heading. */
  heading?: HeadingBlock;
  anchor: string;
  blocks: { block: Block; anchor: string }[];
}

/** Gives out anchors that are unique on the page. */
export function anchorSource(): (text: string) => string {
  const taken = new Map<string, number>();
  return text => {
    const base = slug(text);
    const count = (taken.get(base) ?? 0) + 1;
    taken.set(base, count);
    return count === 1 ? base : `${base}--${count}`;
  };
}

/**
 * Groups blocks into sections by the highest level of heading that the document uses, and raises its headings so that
 * sections are of level one. A first heading that only repeats the document's title, and facts, which are for machines,
 * are left out.
 */
export function outline(document: Pick<Document, "title" | "blocks">, anchorOf: (text: string) => string): Section[] {
  const blocks = document.blocks.filter((block, index) => !(index === 0 && repeatsTitle(block, document.title)));
  const levels = blocks.flatMap(block => (block.type === "heading" ? [block.level] : []));
  const raise = Math.min(3, ...levels) - 1;
  const sections: Section[] = [];
  for (const block of blocks) {
    if (block.type === "fact") continue;
    if (block.type === "heading" && block.level - raise === 1) {
      sections.push({ heading: block, anchor: anchorOf(block.text), blocks: [] });
      continue;
    }
    if (sections.length === 0) sections.push({ anchor: anchorOf("summary"), blocks: [] });
    const text = block.type === "heading" ? block.text : "id" in block ? `${block.type}-${block.id}` : block.type;
    sections.at(-1)!.blocks.push({ block: raised(block, raise), anchor: anchorOf(text) });
  }
  return sections;
}

function repeatsTitle(block: Block, title: string): boolean {
  return block.type === "heading" && block.text.trim().toLowerCase() === title.trim().toLowerCase();
}

function raised(block: Block, levels: number): Block {
  return block.type === "heading" ? { ...block, level: (block.level - levels) as HeadingBlock["level"] } : block;
}
