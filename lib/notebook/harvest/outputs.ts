import { type PictureOptions, pictureBlock } from "../../charts/index.js";
import { BLOCK_MIME, type Block, parseBlock, sanitiseSvg, type TextBlock } from "../../document/index.js";
import type { Output } from "../format/notebook.js";
import { pngPicture } from "./png.js";

/** What an output gives to the document: a block, or a sentence on why there is none, or both. */
export interface Harvested {
  block?: Block;
  notice?: string;
}

/**
 * Turns one output into a block: a shown block is checked and taken; Markdown, text and pictures become text and charts
 * without data; what is written to standard error, and HTML that nobody vouches for, is left out with a notice.
 * @throws RiskbookError as `parseBlock` does
 */
export function blockOfOutput(output: Exclude<Output, { output_type: "error" }>, where: string): Harvested {
  if (output.output_type !== "stream") return ofBundle(output.data, where);
  if (output.name === "stderr") return { notice: "Text on standard error is not part of the document." };
  return preformatted(output.text);
}

function ofBundle(data: Readonly<Record<string, unknown>>, where: string): Harvested {
  if (Object.hasOwn(data, BLOCK_MIME)) return ofBlock(data[BLOCK_MIME], where);
  const text = (type: string): string | undefined => {
    const content = data[type];
    return typeof content === "string" && content.trim() !== "" ? content : undefined;
  };
  const options: PictureOptions = {
    title: "Picture",
    alternative: `A picture shown in ${where}, without a description.`,
  };
  const svg = text("image/svg+xml");
  if (svg !== undefined) return { block: pictureBlock(svg, options), ...lossOf(sanitiseSvg(svg).removed) };
  const png = text("image/png");
  if (png !== undefined) return { block: pictureBlock(pngPicture(png, where), options) };
  const markdown = text("text/markdown");
  if (markdown !== undefined) return { block: { type: "text", markdown } };
  const plain = text("text/plain");
  const html =
    text("text/html") === undefined ? {} : { notice: "HTML is not taken into the document; its plain text is." };
  if (plain !== undefined) return { ...preformatted(plain), ...html };
  const types = Object.keys(data).join(", ") || "nothing";
  return { notice: `The output holds ${types}, which has no place in the document.` };
}

function ofBlock(value: unknown, where: string): Harvested {
  const block = parseBlock(value, where);
  if (block.type !== "chart") return { block };
  return { block, ...lossOf(sanitiseSvg((value as { svg: string }).svg).removed) };
}

function lossOf(removed: readonly string[]): { notice?: string } {
  return removed.length === 0 ? {} : { notice: `Left out of the picture: ${removed.join(", ")}.` };
}

/** Text as it was printed, in a fence that nothing in it can close. */
function preformatted(text: string): Harvested {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with the escape character
  const plain = text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, "").replace(/\s+$/, "");
  if (plain === "") return {};
  const longest = Math.max(2, ...(plain.match(/`+/g) ?? []).map(run => run.length));
  const fence = "`".repeat(longest + 1);
  const block: TextBlock = { type: "text", markdown: `${fence}text\n${plain}\n${fence}` };
  return { block };
}
