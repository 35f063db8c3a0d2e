import { canonicalJson, RiskbookError, sha256 } from "../../core/index.js";

/** A finished mail that is to go out, as the mail renderer makes it. */
export interface OutgoingMessage {
  report: string;
  /** The window of the report, for example `2020-04-17`. Each window's report is delivered once. */
  window: string;
  subject: string;
  /** With its angle brackets, as it stands in `eml`. */
  messageId: string;
  /** Bare addresses, without names. */
  envelope: { from: string; to: readonly string[] };
  eml: Uint8Array;
}

/** Every state a message may be in. */
export const MESSAGE_STATES = [
  "pending",
  "sending",
  "sent",
  "partial",
  "rejected",
  "deferred",
  "failed",
  "unknown",
  "superseded",
] as const;

/**
 * - `pending`: not tried yet. `sending`: a process is at it.
 * - `sent`: every recipient's server took it. `partial`: some did, the others refused. `rejected`: all refused.
 * - `deferred`: refused for now or not reached; it is tried again. `failed`: nobody has it, and it is not tried again by itself.
 * - `unknown`: it may have been delivered; a person decides. `superseded`: replaced before anybody got it.
 */
export type MessageState = (typeof MESSAGE_STATES)[number];

/** One recipient of a message and what is known of it. */
export interface Delivery {
  recipient: string;
  state: "pending" | "accepted" | "rejected" | "deferred" | "unknown";
  /** The server's words, or why it is unknown. */
  response: string | null;
  /** When it was accepted or refused for good; ISO 8601, UTC. */
  settledAt: string | null;
}

/** A message as the outbox remembers it; without its bytes. */
export interface OutboxEntry {
  id: number;
  messageId: string;
  report: string;
  window: string;
  sender: string;
  subject: string;
  sha256: string;
  sizeBytes: number;
  state: MessageState;
  attempts: number;
  nextAttemptAt: string | null;
  lastError: string | null;
  /** The message that this one corrects. */
  corrects: number | null;
  createdAt: string;
  updatedAt: string;
  deliveries: Delivery[];
}

/** One mailbox: something, one @, a domain; nothing that could end a command or a header. */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@[^\s@<>()[\]\\,;:"\p{C}]{1,253}$/u;

/**
 * Refuses a message that must not be queued.
 * @throws RiskbookError `BAD_ADDRESS` (also a line break that would smuggle in a recipient), `NO_RECIPIENTS`, `BAD_MESSAGE_ID`
 */
export function checkMessage(message: OutgoingMessage): void {
  const { from, to } = message.envelope;
  if (to.length === 0) {
    throw new RiskbookError(
      "NO_RECIPIENTS",
      `${message.report} has no recipients. Name them in the report's definition or under mail.recipients in riskbook.yaml.`,
      { exitCode: 2 },
    );
  }
  checkAddress(from, "the sender");
  for (const recipient of to) checkAddress(recipient, "a recipient");
  if (!/^<[\x21-\x7e]+@[\x21-\x7e]+>$/.test(message.messageId) || !headerOf(message.eml).includes(message.messageId)) {
    throw new RiskbookError(
      "BAD_MESSAGE_ID",
      `The message of ${message.report} for ${message.window} does not carry the Message-ID ${JSON.stringify(message.messageId)} in its header, so it could not be recognised again. This is a defect of the mail renderer.`,
    );
  }
}

function checkAddress(address: string, role: string): void {
  if (ADDRESS.test(address)) return;
  const flaw = /[\r\n]/.test(address) ? "contains a line break" : "is not an address";
  throw new RiskbookError(
    "BAD_ADDRESS",
    `${JSON.stringify(address)} as ${role} ${flaw}; expected a bare address such as desk@example.com. Correct it in the report's definition or in riskbook.yaml. Nothing was queued.`,
    { exitCode: 2, details: { address } },
  );
}

function headerOf(eml: Uint8Array): string {
  const head = Buffer.from(eml.buffer, eml.byteOffset, Math.min(eml.length, 65_536)).toString("latin1");
  return head.split(/\r?\n\r?\n/, 1)[0] ?? "";
}

/** What makes two messages the same: report, window, who gets it and every byte. */
export function contentKey(message: OutgoingMessage): string {
  const { report, window, envelope } = message;
  const to = [...new Set(envelope.to)].sort();
  return sha256(canonicalJson({ report, window, from: envelope.from, to, content: sha256(message.eml) }));
}
