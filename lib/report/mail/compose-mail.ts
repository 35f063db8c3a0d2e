import { sha256 } from "../../core/index.js";
import { type Cell, type ChartBlock, type Document, formatValue, type TableLike } from "../../document/index.js";
import type { Brand } from "../brand.js";
import type { Artefact } from "../run/renderer.js";
import { fitMail } from "./fit-mail.js";
import { mailTemplate } from "./layout.js";
import { mailColours } from "./mail-colours.js";
import { type Mailbox, parseMailbox } from "./mailbox.js";
import { type InlinePicture, writeMessage } from "./message.js";
import { svgToPng } from "./picture.js";
import { plainMail } from "./plain-mail.js";
import { mailSubject, oneLine } from "./subject.js";

/** What a mail needs beside its document. */
export interface MailOptions {
  /** `Name <address>` or a bare address. */
  from: string;
  /** All stand in the one message's `To`; none for a mail that is only kept. */
  recipients: readonly string[];
  /** Files to attach, the most wanted first. */
  artefacts: readonly Artefact[];
  brand: Pick<Brand, "accent" | "light" | "fonts">;
  /** Opens a table's values. */
  values(table: TableLike): Record<string, Cell[]>;
  /** The subject, where the report's definition gives it. */
  subject?: string | undefined;
  /** The folder of the book's own templates. */
  templates?: string | undefined;
}

/** A finished message. */
export interface ComposedMail {
  eml: Uint8Array;
  /** With its angle brackets, as it stands in the header. */
  messageId: string;
  subject: string;
  /** Bare addresses, for the SMTP dialogue. */
  envelope: { from: string; to: string[] };
  html: string;
  text: string;
}

/** Pixels across that a mail's tables have. */
const TABLE_WIDTH = 606;
/** Most servers take 20 to 25 MB; base64 makes three bytes four. */
const MOST_ATTACHED_BYTES = 14_000_000;

/**
 * Makes the mail of a document: HTML under 100 KB with charts as pictures by content id, a text alternative, and the given files
 * attached. One message goes to all recipients; equal documents and options give equal bytes.
 * @throws RiskbookError `BAD_ADDRESS` for a sender or recipient that is not one plain address, `BAD_MAIL_TEMPLATE`
 */
export async function composeMail(document: Document, options: MailOptions): Promise<ComposedMail> {
  const from = parseMailbox(options.from, "the sender");
  const to = distinct(options.recipients.map(recipient => parseMailbox(recipient, "a recipient")));
  const { attached, lines } = attachable(options.artefacts);
  const context = {
    colours: mailColours(options.brand),
    fullVersion: fullVersion(attached),
    values: options.values,
    pictureId: (chart: ChartBlock) => `${sha256(chart.svg).slice(0, 24)}@riskbook`,
    width: TABLE_WIDTH,
    attachments: lines,
  };
  const { html, blocks, rows } = await fitMail(document, mailTemplate(options.templates), context);
  const text = plainMail(document, blocks, { ...context, rows });
  const charts = blocks.filter(block => block.type === "chart");
  const pictures = distinctPictures(charts, chart => ({
    contentId: context.pictureId(chart),
    name: `${chart.id.replace(/[^A-Za-z0-9-]+/g, "-").slice(0, 60)}.png`,
    png: svgToPng(chart.svg, `The chart "${chart.title}"`, options.brand.fonts),
  }));
  const subject = mailSubject(document, options.subject);
  const sender = { ...from, name: oneLine(from.name) };
  const parts = {
    from: sender,
    to,
    subject,
    date: new Date(document.asOf),
    html,
    text,
    pictures,
    attachments: attached,
  };
  const { eml, messageId } = await writeMessage(parts);
  const envelope = { from: from.address, to: to.map(mailbox => mailbox.address) };
  return { eml, messageId, subject, envelope, html, text };
}

function distinct(mailboxes: readonly Mailbox[]): Mailbox[] {
  return [
    ...new Map(mailboxes.map(mailbox => [mailbox.address.toLowerCase(), mailbox] as const).reverse()).values(),
  ].reverse();
}

function distinctPictures(charts: readonly ChartBlock[], draw: (chart: ChartBlock) => InlinePicture): InlinePicture[] {
  return [...new Map(charts.map(chart => [chart.svg, chart])).values()].map(draw);
}

/** As many files as a mail server takes, and what the foot says of them. */
function attachable(artefacts: readonly Artefact[]): { attached: Artefact[]; lines: string[] } {
  let room = MOST_ATTACHED_BYTES;
  const attached: Artefact[] = [];
  const left: string[] = [];
  for (const artefact of artefacts) {
    if (artefact.bytes.length <= room) {
      attached.push(artefact);
      room -= artefact.bytes.length;
    } else {
      left.push(`${artefact.name} (${formatValue(artefact.bytes.length / 1e6, { kind: "number", digits: 1 })} MB)`);
    }
  }
  return {
    attached,
    lines: [
      ...(attached.length === 0 ? [] : [`Attached: ${attached.map(artefact => artefact.name).join(", ")}.`]),
      ...(left.length === 0 ? [] : [`Too large to attach, kept in the report's folder: ${left.join(", ")}.`]),
    ],
  };
}

/** Where a reader finds what the mail leaves out. */
function fullVersion(attached: readonly Artefact[]): string {
  if (attached.some(artefact => artefact.name.endsWith(".xlsx"))) return "the attached workbook has all";
  if (attached.some(artefact => artefact.name.endsWith(".pdf"))) return "the attached PDF has more";
  return "the report in its folder has all";
}
