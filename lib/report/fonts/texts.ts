import type { Block, Cell, Document, TableBlock } from "../../document/index.js";

/** A piece of text that some medium will draw, and where a reader finds it. */
export interface PlacedText {
  text: string;
  where: string;
}

/** Every text of a document in reading order. Tables that lie in a file beside the notebook are not opened. */
export function* documentTexts(document: Document): Generator<PlacedText> {
  yield { text: document.title, where: "the title" };
  yield { text: document.firm, where: "the firm's name" };
  for (const block of document.blocks) yield* blockTexts(block);
}

function* blockTexts(block: Block): Generator<PlacedText> {
  switch (block.type) {
    case "heading":
      yield { text: block.text, where: "a heading" };
      break;
    case "text":
      yield { text: block.markdown, where: "the text" };
      break;
    case "callout":
      yield { text: `${block.title ?? ""} ${block.markdown}`, where: "a callout" };
      break;
    case "kpis":
      for (const item of block.items) {
        const words = [item.label, item.value, item.unit, item.reason, item.warning, item.note, item.definition];
        yield { text: words.filter(word => typeof word === "string").join(" "), where: `the figure "${item.label}"` };
      }
      break;
    case "chart":
      yield { text: `${block.title} ${block.caption ?? ""}`, where: `the chart "${block.title}"` };
      yield { text: block.svg.replace(/<[^>]*>/g, " "), where: `the chart "${block.title}"` };
      break;
    case "table":
      yield* tableTexts(block);
      break;
    case "pageBreak":
    case "fact":
      break;
  }
}

function* tableTexts(table: TableBlock): Generator<PlacedText> {
  yield { text: `${table.title} ${table.note ?? ""}`, where: `the table "${table.title}"` };
  for (const column of table.columns) {
    const where = `${column.label} of "${table.title}"`;
    yield { text: `${column.label} ${column.unit ?? ""} ${column.definition ?? ""}`, where };
    const cells: Cell[] = "values" in table.data ? (table.data.values[column.key] ?? []) : [];
    for (const cell of cells) if (typeof cell === "string") yield { text: cell, where };
    const total = table.total?.[column.key];
    if (typeof total === "string") yield { text: total, where };
  }
}
