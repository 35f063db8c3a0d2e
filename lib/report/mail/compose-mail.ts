import type { Cell, Document, TableLike } from "../../document/index.js";
import type { Brand } from "../brand.js";
import type { Artefact } from "../run/renderer.js";
import { chooseAttachments } from "./attachments.js";
import { fitMail } from "./fit-mail.js";
import { chartPictureId, chartPictures, logoPicture } from "./inline-pictures.js";
import { mailTemplate } from "./layout.js";
import { mailColours } from "./mail-colours.js";
import { type Mailbox, parseMailbox } from "./mailbox.js";
import { writeMessage } from "./message.js";
import { plainMail } from "./plain-mail.js";
import { mailSubject } from "./subject.js";

/** What a mail needs beside its document. */
export interface MailOptions {
  /** `Name <address>` or a bare address. */
  from: string;
  /** All stand in the one message's `To`; none for a mail that is only kept. */
  recipients: readonly string[];
  /** Files to attach, the most wanted first. */
  artefacts: readonly Artefact[];
  brand: Pick<Brand, "accent" | "light" | "fonts" | "logo">;
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

/**
 * Makes the mail of a document: HTML under 100 KB with charts as pictures by content id, a text alternative, and the given files
 * attached. One message goes to all recipients; equal documents and options give equal bytes.
 * @throws RiskbookError `BAD_ADDRESS` for a sender or recipient that is not one plain address, `BAD_MAIL_TEMPLATE`
 */
export async function composeMail(document: Document, options: MailOptions): Promise<ComposedMail> {
  const { brand, values } = options;
  const from = parseMailbox(options.from, "the sender");
  const to = distinct(options.recipients.map(recipient => parseMailbox(recipient, "a recipient")));
  const { attached, lines, fullVersion } = chooseAttachments(options.artefacts);
  const logo = logoPicture(brand);
  const { html, blocks, rows } = await fitMail(document, mailTemplate(options.templates), {
    colours: mailColours(brand),
    width: TABLE_WIDTH,
    pictureId: chartPictureId,
    logoId: logo?.contentId,
    attachments: lines,
    fullVersion,
    values,
  });
  const text = plainMail(document, blocks, { rows, attachments: lines, fullVersion, values });
  const subject = mailSubject(document, options.subject);
  const pictures = [...(logo === undefined ? [] : [logo]), ...chartPictures(blocks, brand.fonts)];
  const date = new Date(document.asOf);
  const { eml, messageId } = await writeMessage({
    from,
    to,
    subject,
    date,
    html,
    text,
    pictures,
    attachments: attached,
  });
  const envelope = { from: from.address, to: to.map(mailbox => mailbox.address) };
  return { eml, messageId, subject, envelope, html, text };
}

/** Each address once, under the name that it first came with. */
function distinct(mailboxes: readonly Mailbox[]): Mailbox[] {
  const first = new Map<string, Mailbox>();
  for (const mailbox of mailboxes) {
    const key = mailbox.address.toLowerCase();
    if (!first.has(key)) first.set(key, mailbox);
  }
  return [...first.values()];
}
