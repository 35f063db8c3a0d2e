import { isIP } from "node:net";
import { Readable } from "node:stream";
import { getCACertificates } from "node:tls";
import SMTPConnection, { type SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";
import { RiskbookError } from "../../core/index.js";
import type { Channel, ChannelMessage, DeliveryResult } from "./channel.js";
import { acceptedResult, failedResult } from "./smtp-result.js";

/** How to reach an SMTP server. */
export interface SmtpOptions {
  host: string;
  port: number;
  /** `tls` from the first byte (465), `starttls` required (587), `none` only inside one's own walls. */
  security: "tls" | "starttls" | "none";
  user?: string;
  password?: string;
  /** A certificate authority to trust besides the system's, in PEM. */
  certificateAuthority?: string;
  /** Time for name, connection and greeting together. */
  connectTimeoutMs?: number;
  /** Silence after which the server counts as lost; RFC 5321 section 4.5.3.2.6 asks for ten minutes after the content. */
  silenceTimeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 30_000;
const SILENCE_TIMEOUT_MS = 600_000;
const CHUNK_BYTES = 65_536;

/**
 * A channel that sends by SMTP. It never falls back to an unencrypted connection and never logs what it says.
 * @throws RiskbookError `INSECURE_LOGIN` when a password would travel unencrypted
 */
export function smtpChannel(options: SmtpOptions): Channel {
  if (options.user !== undefined && options.security === "none") {
    throw new RiskbookError(
      "INSECURE_LOGIN",
      `RISKBOOK_SMTP_USER is set, but mail.security is "none", so the password would travel in the clear. Set mail.security to tls or starttls, or unset RISKBOOK_SMTP_USER.`,
      { exitCode: 2 },
    );
  }
  return {
    name: `smtp ${options.host}:${options.port}`,
    send: (message, beforeContent) => attempt(options, message, beforeContent),
  };
}

async function attempt(
  options: SmtpOptions,
  message: ChannelMessage,
  beforeContent: () => void,
): Promise<DeliveryResult> {
  const connection = new SMTPConnection(connectionOptions(options));
  const content = new Content(message.eml, beforeContent);
  try {
    const lost = new Promise<never>((_resolve, reject) => connection.on("error", reject));
    lost.catch(() => {}); // also raised after the attempt is decided, when it no longer matters
    await Promise.race([lost, connected(connection)]);
    if (options.user !== undefined) await Promise.race([lost, loggedIn(connection, options)]);
    const info = await Promise.race([lost, sent(connection, message, content)]);
    connection.quit();
    return acceptedResult(info);
  } catch (error) {
    connection.close();
    if (content.refusal !== undefined) throw content.refusal;
    return failedResult(error, {
      recipients: message.envelope.to,
      contentReleased: content.released,
      secrets: [options.password],
    });
  } finally {
    content.destroy();
  }
}

/**
 * The message as a stream. nodemailer reads it only after the server has said "354, go ahead", and writes the line that
 * ends a message only after this stream has ended: before the last chunk is given away nobody can have got the message.
 */
class Content extends Readable {
  released = false;
  refusal: unknown;
  readonly #bytes: Uint8Array;
  readonly #beforeContent: () => void;
  #offset = 0;

  constructor(bytes: Uint8Array, beforeContent: () => void) {
    super({ highWaterMark: CHUNK_BYTES });
    this.#bytes = bytes;
    this.#beforeContent = beforeContent;
  }

  override _read(): void {
    const end = Math.min(this.#offset + CHUNK_BYTES, this.#bytes.length);
    const isLast = end === this.#bytes.length;
    if (isLast && !this.released) {
      try {
        this.#beforeContent();
      } catch (error) {
        this.refusal = error;
        this.destroy(new Error("The message was not released."));
        return;
      }
      this.released = true;
    }
    this.push(this.#bytes.subarray(this.#offset, end));
    this.#offset = end;
    if (isLast) this.push(null);
  }
}

function connectionOptions(options: SmtpOptions): SMTPConnectionOptions {
  return {
    host: options.host,
    port: options.port,
    secure: options.security === "tls",
    requireTLS: options.security === "starttls",
    ignoreTLS: options.security === "none",
    connectionTimeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    greetingTimeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    socketTimeout: options.silenceTimeoutMs ?? SILENCE_TIMEOUT_MS,
    allowInternalNetworkInterfaces: true,
    tls: {
      minVersion: "TLSv1.2",
      ...(options.certificateAuthority === undefined
        ? {}
        : { ca: [...getCACertificates("default"), options.certificateAuthority] }),
      ...(isIP(options.host) === 0 ? { servername: options.host } : {}),
    },
  };
}

function connected(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => connection.connect(error => (error ? reject(error) : resolve())));
}

function loggedIn(connection: SMTPConnection, options: SmtpOptions): Promise<void> {
  return new Promise((resolve, reject) =>
    connection.login({ user: options.user, pass: options.password }, error => (error ? reject(error) : resolve())),
  );
}

function sent(connection: SMTPConnection, message: ChannelMessage, content: Content): ReturnType<typeof infoOf> {
  return infoOf(done =>
    connection.send(
      {
        from: message.envelope.from,
        to: [...message.envelope.to],
        size: message.eml.length,
        use8BitMime: message.eml.some(byte => byte > 0x7f),
      },
      content,
      done,
    ),
  );
}

type SendCallback = Parameters<SMTPConnection["send"]>[2];
type SendInfo = Parameters<SendCallback>[1];

function infoOf(start: (done: SendCallback) => void): Promise<SendInfo> {
  return new Promise((resolve, reject) => start((error, info) => (error ? reject(error) : resolve(info))));
}
