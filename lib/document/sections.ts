import type { HeadingBlock, TextBlock } from "./block.js";
import { inlineText, markdownParser } from "./markdown.js";

/**
 * Splits Markdown into heading blocks (levels one to three, in words) and the text between them, in order.
 * Deeper headings and headings inside quotes and lists stay in the text.
 */
export function markdownSections(markdown: string): (HeadingBlock | TextBlock)[] {
  const source = markdown.replace(/\r\n?/g, "\n");
  const lines = source.split("\n");
  const tokens = markdownParser().parse(source, {});
  const blocks: (HeadingBlock | TextBlock)[] = [];
  let from = 0;
  const textUntil = (line: number): void => {
    const text = lines.slice(from, line).join("\n").trim();
    if (text !== "") blocks.push({ type: "text", markdown: text });
  };
  tokens.forEach((token, index) => {
    const level = token.type === "heading_open" ? Number(token.tag.slice(1)) : 0;
    if (token.level !== 0 || level < 1 || level > 3 || token.map === null) return;
    textUntil(token.map[0]);
    from = token.map[1];
    const text = inlineText(tokens[index + 1]?.children ?? []).trim();
    if (text !== "") blocks.push({ type: "heading", level: level as 1 | 2 | 3, text });
  });
  textUntil(lines.length);
  return blocks;
}
