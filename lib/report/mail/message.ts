import MailComposer from "nodemailer/lib/mail-composer";
import { canonicalJson, sha256 } from "../../core/index.js";
import type { Artefact } from "../run/renderer.js";
import type { InlinePicture } from "./inline-pictures.js";
import type { Mailbox } from "./mailbox.js";

/** Everything that a message says. */
export interface MessageParts {
  from: Mailbox;
  to: readonly Mailbox[];
  subject: string;
  /** Stated as the message's date: the document's as-of time, so that equal documents are equal messages. */
  date: Date;
  html: string;
  text: string;
  pictures: readonly InlinePicture[];
  attachments: readonly Artefact[];
}

/**
 * Writes a message in the form in which it is kept and sent (RFC 5322, MIME). Its Message-ID and MIME boundaries follow from the
 * content: the same parts give the same bytes, and a repeated run sends nothing that a mail server could take for new.
 */
export async function writeMessage(parts: MessageParts): Promise<{ eml: Uint8Array; messageId: string }> {
  const content = sha256(canonicalJson(fingerprint(parts)));
  const messageId = `<${content.slice(0, 40)}@${parts.from.address.split("@")[1]}>`;
  const composer = new MailComposer({
    from: parts.from,
    to: parts.to.length === 0 ? "undisclosed-recipients:;" : [...parts.to],
    subject: parts.subject,
    date: parts.date,
    messageId,
    baseBoundary: content.slice(0, 24),
    boundaryPrefix: "--_riskbook",
    textEncoding: "quoted-printable",
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    html: parts.html,
    text: parts.text,
    attachments: [...parts.pictures.map(inlinePart), ...parts.attachments.map(attachedPart)],
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { eml: await composer.compile().build(), messageId };
}

function fingerprint({ from, to, subject, date, html, text, pictures, attachments }: MessageParts): unknown {
  return {
    ...{ from, to, subject, html, text },
    date: date.toISOString(),
    pictures: pictures.map(picture => [picture.contentId, sha256(picture.bytes)]),
    attachments: attachments.map(({ name, mediaType, bytes }) => [name, mediaType, sha256(bytes)]),
  };
}

function inlinePart({ contentId, name, mediaType, bytes }: InlinePicture): object {
  return {
    filename: name,
    content: Buffer.from(bytes),
    contentType: mediaType,
    cid: contentId,
    contentDisposition: "inline",
  };
}

function attachedPart({ name, mediaType, bytes }: Artefact): object {
  return { filename: name, content: Buffer.from(bytes), contentType: mediaType, contentDisposition: "attachment" };
}
