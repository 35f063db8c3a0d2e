import type SMTPConnection from "nodemailer/lib/smtp-connection";
import { messageOf } from "../../core/index.js";
import type { DeliveryResult, RecipientOutcome } from "./channel.js";
import { obstacleOf, type SmtpError } from "./smtp-obstacle.js";

type SendInfo = Parameters<Parameters<SMTPConnection["send"]>[2]>[1];

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
  const obstacle = attempt.contentReleased ? undefined : obstacleOf(failure);
  if (obstacle !== undefined) {
    const words = oneLine(failure.response ?? failure.originalCode ?? failure.message, attempt.secrets);
    return { kind: "notSent", reason: `${obstacle.what} (${words}); ${obstacle.remedy}`, retry: false };
  }
  if (isReplyToMessage(failure)) {
    const outcome = refusalOf(failure);
    return {
      kind: "answered",
      recipients: attempt.recipients.map(recipient => ({ recipient, outcome, response: reason })),
    };
  }
  if (attempt.contentReleased) return { kind: "unknown", reason };
  return { kind: "notSent", reason, retry: true };
}

/** A reply to MAIL, RCPT, DATA or the content, or a size that the server ruled out beforehand: not a lost connection. */
function isReplyToMessage(failure: SmtpError): boolean {
  const isTooLarge = failure.code === "EMESSAGE" && failure.command === "MAIL FROM";
  return isTooLarge || (failure.responseCode !== undefined && /^(MAIL FROM|RCPT TO|DATA)$/.test(failure.command ?? ""));
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
