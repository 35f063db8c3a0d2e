import type SMTPConnection from "nodemailer/lib/smtp-connection";
import { messageOf } from "../../core/index.js";
import type { DeliveryResult, RecipientOutcome } from "./channel.js";

type SendInfo = Parameters<Parameters<SMTPConnection["send"]>[2]>[1];
type SmtpError = NonNullable<Parameters<Parameters<SMTPConnection["send"]>[2]>[0]>;

/** What is known about an attempt that broke off. */
export interface FailedAttempt {
  recipients: readonly string[];
  /** The last byte of the content may have left. */
  contentReleased: boolean;
  /** Words that must not stand in a result, such as the password. */
  secrets: readonly (string | undefined)[];
}

/** The result of a message that the server took: for all recipients, or for those that it did not refuse. */
export function acceptedResult(info: SendInfo): DeliveryResult {
  const accepted = info.accepted.map(
    (recipient): RecipientOutcome => ({ recipient, outcome: "accepted", response: info.response }),
  );
  return { kind: "answered", recipients: [...accepted, ...refusals(info.rejectedErrors ?? [])] };
}

/** The result of an attempt that ended in an error: a refusal, a certain "not sent", or unknown. */
export function failedResult(error: unknown, attempt: FailedAttempt): DeliveryResult {
  const failure = (error instanceof Error ? error : new Error(String(error))) as SmtpError;
  const reason = oneLine(messageOf(error), attempt.secrets);
  if (failure.rejectedErrors?.length) return { kind: "answered", recipients: refusals(failure.rejectedErrors) };
  if (isReplyToMessage(failure)) {
    const outcome = refusalOf(failure);
    return {
      kind: "answered",
      recipients: attempt.recipients.map(recipient => ({ recipient, outcome, response: reason })),
    };
  }
  if (attempt.contentReleased) return { kind: "unknown", reason };
  return { kind: "notSent", reason, retry: mayMendItself(failure) };
}

/** A reply to MAIL, RCPT, DATA or the content, or a size that the server ruled out beforehand: not a lost connection. */
function isReplyToMessage(failure: SmtpError): boolean {
  const isTooLarge = failure.code === "EMESSAGE" && failure.command === "MAIL FROM";
  return isTooLarge || (failure.responseCode !== undefined && /^(MAIL FROM|RCPT TO|DATA)$/.test(failure.command ?? ""));
}

/** A login, a certificate or a missing STARTTLS stays wrong until somebody mends it; networks and 4xx replies do not. */
function mayMendItself(failure: SmtpError): boolean {
  if (failure.responseCode !== undefined) return failure.permanent !== true;
  if (failure.code === "EAUTH") return false;
  const isCertificate = /^(DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|ERR_TLS|ERR_SSL|HOSTNAME_MISMATCH)/;
  if (isCertificate.test(failure.originalCode ?? "")) return false;
  return failure.code !== "ETLS" || /closed|timed out/i.test(failure.message);
}

function refusals(errors: readonly SmtpError[]): RecipientOutcome[] {
  return errors.map(error => ({
    recipient: error.recipient ?? "",
    outcome: refusalOf(error),
    response: oneLine(error.response ?? error.message, []),
  }));
}

function refusalOf(error: SmtpError): "rejected" | "deferred" {
  return error.permanent === false ? "deferred" : "rejected";
}

/** A server's words for a log: one line, no control characters, no secret in plain text or base64. */
function oneLine(text: string, secrets: FailedAttempt["secrets"]): string {
  let shown = text;
  for (const secret of secrets) {
    if (!secret) continue;
    shown = shown.replaceAll(secret, "•••").replaceAll(Buffer.from(secret).toString("base64"), "•••");
  }
  return shown
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 500);
}
