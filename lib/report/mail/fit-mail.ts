import type { Block, Document } from "../../document/index.js";
import { type MailFrame, mailHtml } from "./layout.js";
import { type BlockContext, mailBlocks } from "./mail-blocks.js";

/** Gmail clips a mail at 102 KB of HTML and hides the rest. */
export const MOST_HTML_BYTES = 100_000;

/** Rows of a table that a mail shows, the fewer the more there is to show. */
const ROW_STEPS: readonly number[] = [12, 8, 5, 3];

/** A mail's HTML and the blocks that it holds. */
export interface FittedMail {
  html: string;
  blocks: readonly Block[];
  rows: number;
}

/**
 * The HTML of a document's mail, always under 100,000 bytes: tables first lose rows, then the mail ends early. Either is said where it
 * happens.
 */
export async function fitMail(
  document: Document,
  template: string,
  context: Omit<BlockContext, "room"> & { width: number } & Pick<MailFrame, "attachments" | "logoId">,
): Promise<FittedMail> {
  const draw = async (blocks: readonly Block[], rows: number): Promise<FittedMail> => {
    const body = mailBlocks(blocks, { ...context, room: { rows, width: context.width } });
    const { colours, attachments, logoId } = context;
    return { html: await mailHtml(template, { document, colours, body, logoId, attachments }), blocks, rows };
  };
  const drawn = document.blocks.filter(block => block.type !== "fact" && block.type !== "pageBreak");
  for (const rows of ROW_STEPS) {
    const mail = await draw(drawn, rows);
    if (fits(mail)) return mail;
  }
  return shortestCut(drawn, context.fullVersion, blocks => draw(blocks, ROW_STEPS.at(-1)!));
}

/** The longest beginning that fits, found by halving. */
async function shortestCut(
  drawn: readonly Block[],
  fullVersion: string,
  draw: (blocks: readonly Block[]) => Promise<FittedMail>,
): Promise<FittedMail> {
  const upTo = (count: number): Block[] => [...drawn.slice(0, count), ending(drawn.length - count, fullVersion)];
  let best = await draw(upTo(0));
  let low = 0;
  let high = drawn.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const mail = await draw(upTo(middle));
    if (fits(mail)) {
      best = mail;
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return best;
}

function ending(left: number, fullVersion: string): Block {
  const parts = left === 1 ? "1 more part" : `${left} more parts`;
  const markdown = `The report has ${parts}, which would make this mail longer than mail programs show; ${fullVersion}.`;
  return { type: "callout", tone: "warn", title: "This mail ends here", markdown };
}

function fits({ html }: FittedMail): boolean {
  return Buffer.byteLength(html, "utf8") < MOST_HTML_BYTES;
}
