import { type Block, type HeadingBlock, slug } from "../../document/index.js";

/** A heading of the first level with everything below it. */
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

/** Groups blocks into sections by headings of the first level; facts are for machines and left out. */
export function outline(blocks: readonly Block[], anchorOf: (text: string) => string): Section[] {
  const sections: Section[] = [];
  for (const block of blocks) {
    if (block.type === "fact") continue;
    if (block.type === "heading" && block.level === 1) {
      sections.push({ heading: block, anchor: anchorOf(block.text), blocks: [] });
      continue;
    }
    if (sections.length === 0) sections.push({ anchor: anchorOf("summary"), blocks: [] });
    const text = block.type === "heading" ? block.text : "id" in block ? `${block.type}-${block.id}` : block.type;
    sections.at(-1)!.blocks.push({ block, anchor: anchorOf(text) });
  }
  return sections;
}
