import { canonicalJson } from "../../core/index.js";
import { cellsOf } from "../../document/index.js";
import type { Artefact, Renderer } from "../run/renderer.js";
import { type ComposedMail, composeMail } from "./compose-mail.js";

/** The sender of mails that are only kept, where `riskbook.yaml` names none. */
const NO_SENDER = "riskbook <riskbook@localhost>";

/** What a mail carries: the paper to read and the workbook to work on in. */
const CARRIED = [".pdf", ".xlsx"];

/** What the outbox must know to send a message, beside its bytes. */
export type MailEnvelope = Pick<ComposedMail, "messageId" | "subject" | "envelope">;

/**
 * Renders a document as a mail: `<name>.eml`, the very bytes that are sent, and `<name>.envelope.json`, which says from whom, to
 * whom and under which Message-ID (see `MailEnvelope`). It runs last, since it carries what the others made.
 */
export const mailRenderer: Renderer = {
  name: "mail",
  async render(document, context): Promise<Artefact[]> {
    const { definition, book, brand, tables, baseName, earlier, progress } = context;
    const sender = book.config.mail.from;
    if (sender === undefined) {
      progress.line("riskbook.yaml names no mail.from, so the mail says riskbook@localhost and is only kept.");
    }
    const mail = await composeMail(document, {
      from: sender ?? NO_SENDER,
      recipients: definition.recipients ?? book.config.mail.recipients,
      artefacts: CARRIED.flatMap(ending => earlier.filter(artefact => artefact.name.endsWith(ending))),
      brand,
      values: table => cellsOf(table, tables),
      subject: definition.subject?.(document),
      templates: book.templates,
    });
    const { messageId, subject, envelope }: MailEnvelope = mail;
    return [
      { name: `${baseName}.eml`, mediaType: "message/rfc822", bytes: mail.eml },
      {
        name: `${baseName}.envelope.json`,
        mediaType: "application/json",
        bytes: new TextEncoder().encode(`${canonicalJson({ messageId, subject, envelope })}\n`),
      },
    ];
  },
};
