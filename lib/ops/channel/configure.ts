import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Book, messageOf, RiskbookError } from "../../core/index.js";
import type { Channel } from "./channel.js";
import { smtpChannel } from "./smtp.js";

/**
 * The channel that a book's `mail` section describes; user and password come from the environment only.
 * @throws RiskbookError `NO_MAIL_SERVER`, `NO_SENDER`, `NO_SMTP_PASSWORD`, `INSECURE_LOGIN`, `NO_CERTIFICATE_AUTHORITY`, with exit code 2
 */
export function mailChannel(book: Book, environment: Readonly<Record<string, string | undefined>>): Channel {
  const { from, host, port, security, certificateAuthority } = book.config.mail;
  if (host === undefined) {
    throw new RiskbookError(
      "NO_MAIL_SERVER",
      "riskbook.yaml names no mail server, so nothing can be sent. Set mail.host, for example smtp.example.com.",
      { exitCode: 2 },
    );
  }
  if (from === undefined) {
    throw new RiskbookError(
      "NO_SENDER",
      'riskbook.yaml names no sender, so nothing can be sent. Set mail.from, for example "Risk <risk@example.com>".',
      { exitCode: 2 },
    );
  }
  const user = environment.RISKBOOK_SMTP_USER || undefined;
  const password = environment.RISKBOOK_SMTP_PASSWORD || undefined;
  if (user !== undefined && password === undefined) {
    throw new RiskbookError(
      "NO_SMTP_PASSWORD",
      "RISKBOOK_SMTP_USER is set, but RISKBOOK_SMTP_PASSWORD is not. Set both, or none for a server without login.",
      { exitCode: 2 },
    );
  }
  return smtpChannel({
    host,
    port,
    security,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(certificateAuthority === undefined
      ? {}
      : { certificateAuthority: readAuthority(resolve(book.root, certificateAuthority)) }),
  });
}

function readAuthority(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new RiskbookError(
      "NO_CERTIFICATE_AUTHORITY",
      `mail.certificateAuthority in riskbook.yaml names ${path}, which cannot be read: ${messageOf(error)}.`,
      { exitCode: 2, cause: error },
    );
  }
}
