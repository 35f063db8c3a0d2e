import { type Block, blockToText, type Document, formatValue } from "../../document/index.js";
import { cutTable } from "./cut-table.js";
import { provenance } from "./layout.js";
import type { BlockContext } from "./mail-blocks.js";

const LINE = 76;
/** Pixels that a table of this many characters would take: as many columns as a line of text holds. */
const TEXT_ROOM = 560;

/** The mail as plain text, for readers that show no HTML and for those who listen to it. */
export function plainMail(
  document: Document,
  blocks: readonly Block[],
  context: Pick<BlockContext, "values" | "fullVersion"> & { rows: number; attachments: readonly string[] },
): string {
  const title = `${document.title} – ${document.firm}`;
  const head = [
    title,
    "=".repeat(Math.min(LINE, title.length)),
    `${document.window} · as of ${formatValue(document.asOf, { kind: "timestamp" })} · amounts in ${document.currency}`,
    ...(document.simulated ? ["", "*** SIMULATED DATA: no figure here is a real firm's. ***"] : []),
  ].join("\n");
  const parts = blocks.map(block => blockText(block, context)).filter(text => text !== "");
  const foot = ["-".repeat(LINE), ...context.attachments, ...provenance(document)]
    .map(line => wrapped(line))
    .join("\n");
  return `${[head, ...parts, foot].join("\n\n")}\n`;
}

function blockText(block: Block, context: Parameters<typeof plainMail>[2]): string {
  switch (block.type) {
    case "heading":
      return `${block.text}\n${(block.level === 1 ? "=" : "-").repeat(Math.min(LINE, block.text.length))}`;
    case "text":
      return wrapped(blockToText(block));
    case "callout":
      return wrapped(blockToText(block).replace(/^\[\w+\]\s*/, "")).replace(/^/gm, "| ");
    case "table": {
      const { block: cut, cut: left } = cutTable(block, context.values(block), {
        rows: context.rows,
        width: TEXT_ROOM,
      });
      const said = left === undefined ? "" : `\n(${left}; ${context.fullVersion})`;
      return blockToText(cut) + said;
    }
    case "chart":
      return wrapped(
        `[Chart] ${block.title}: ${block.alternative}${block.caption === undefined ? "" : ` ${block.caption}`}`,
      );
    case "kpis":
      return blockToText(block);
    case "pageBreak":
    case "fact":
      return "";
  }
}

/** Breaks lines at spaces; a word that is longer than a line stays whole. */
function wrapped(text: string): string {
  return text
    .split("\n")
    .map(line => {
      const lines = [""];
      for (const word of line.split(" ")) {
        const last = lines.at(-1)!;
        if (last !== "" && last.length + word.length >= LINE) lines.push(word);
        else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
      }
      return lines.join("\n");
    })
    .join("\n");
}
