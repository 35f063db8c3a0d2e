import {
  type Block,
  type Cell,
  type ChartBlock,
  escapeHtml,
  type TableBlock,
  type TableLike,
} from "../../document/index.js";
import { cutTable, type TableRoom } from "./cut-table.js";
import type { MailColours } from "./mail-colours.js";
import { mailKpis } from "./mail-kpis.js";
import { mailMarkdown } from "./mail-markdown.js";
import { mailTable } from "./mail-table.js";

/** What drawing a block takes beside it. */
export interface BlockContext {
  colours: MailColours;
  room: TableRoom;
  /** Says where what was left out can be read: `the attached workbook has all`. */
  fullVersion: string;
  values(table: TableLike): Record<string, Cell[]>;
  /** The content id of a chart's picture. */
  pictureId(chart: ChartBlock): string;
}

/** Blocks as MJML sections, in order. Everything that came from data is escaped here: MJML passes `<script>` through. */
export function mailBlocks(blocks: readonly Block[], context: BlockContext): string {
  const sections: string[] = [];
  let column: string[] = [];
  const close = (): void => {
    if (column.length > 0) sections.push(`<mj-section><mj-column>${column.join("\n")}</mj-column></mj-section>`);
    column = [];
  };
  for (const block of blocks) {
    if (block.type === "kpis") {
      close();
      sections.push(mailKpis(block, context.colours));
    } else {
      column.push(...columnParts(block, context));
    }
  }
  close();
  return sections.join("\n");
}

function columnParts(block: Exclude<Block, { type: "kpis" }>, context: BlockContext): string[] {
  const { colours } = context;
  switch (block.type) {
    case "heading": {
      const size = block.level === 1 ? 19 : block.level === 2 ? 16 : 14;
      return [
        `<mj-text padding="18px 24px 4px" font-size="${size}px" font-weight="600">${escapeHtml(block.text)}</mj-text>`,
      ];
    }
    case "text":
      return [`<mj-text padding="6px 24px">${mailMarkdown(block.markdown, colours)}</mj-text>`];
    case "callout": {
      const title =
        block.title === undefined
          ? ""
          : `<div style="font-weight:600;color:${colours.tones[block.tone]};margin:0 0 4px">${escapeHtml(block.title)}</div>`;
      const cell = `bgcolor="${colours.washes[block.tone]}" style="border-left:3px solid ${colours.tones[block.tone]};padding:11px 14px 4px;font-size:14px;line-height:20px"`;
      return [
        `<mj-text padding="8px 24px"><table width="100%" cellspacing="0" cellpadding="0" border="0"><tr><td ${cell}>${title}${mailMarkdown(block.markdown, colours)}</td></tr></table></mj-text>`,
      ];
    }
    case "table":
      return tableParts(block, context);
    case "chart":
      return chartParts(block, context);
    case "pageBreak":
    case "fact":
      return [];
  }
}

function tableParts(block: TableBlock, context: BlockContext): string[] {
  const { colours } = context;
  const table = cutTable(block, context.values(block), context.room);
  const remark = (cut: string | undefined): string =>
    [cut === undefined ? "" : `${cut}; ${context.fullVersion}.`, block.note ?? ""]
      .filter(text => text !== "")
      .join(" ");
  const same = table.cut === table.narrowCut;
  return [
    titlePart(block, colours),
    `<mj-text padding="0 17px">${mailTable(table, colours)}</mj-text>`,
    ...remarkPart(remark(table.cut), colours, same ? "" : "wd"),
    ...(same ? [] : [phonePart(remark(table.narrowCut), colours)]),
  ];
}

/** A remark that only a narrow screen shows, where columns are hidden. */
function phonePart(text: string, colours: MailColours): string {
  const style = `padding:4px 24px 6px;font-size:12px;line-height:17px;color:${colours.muted}`;
  return `<mj-raw><tr class="ph" style="display:none;mso-hide:all"><td style="${style}">${escapeHtml(text)}</td></tr></mj-raw>`;
}

function chartParts(block: ChartBlock, context: BlockContext): string[] {
  return [
    titlePart(block, context.colours),
    `<mj-image src="cid:${context.pictureId(block)}" alt="${escapeHtml(block.alternative)}" padding="0 20px"/>`,
    ...remarkPart(block.caption ?? "", context.colours),
  ];
}

function titlePart({ title, simulated }: TableBlock | ChartBlock, colours: MailColours): string {
  const mark = simulated
    ? ` <span style="font-weight:400;font-size:11px;color:${colours.tones.warn}">simulated</span>`
    : "";
  return `<mj-text padding="16px 24px 6px" font-weight="600">${escapeHtml(title)}${mark}</mj-text>`;
}

function remarkPart(text: string, colours: MailColours, screens = ""): string[] {
  if (text === "") return [];
  const look = `padding="4px 24px 6px" font-size="12px" line-height="17px" color="${colours.muted}"`;
  return [`<mj-text css-class="${screens}" ${look}>${escapeHtml(text)}</mj-text>`];
}
