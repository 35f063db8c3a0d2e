import type SMTPConnection from "nodemailer/lib/smtp-connection";

/** What nodemailer reports when an attempt breaks off. */
export type SmtpError = NonNullable<Parameters<Parameters<SMTPConnection["send"]>[2]>[0]>;

/** Something between us and a server that stays until a person mends it. */
export interface Obstacle {
  what: string;
  remedy: string;
}

/** Names the obstacle behind an error, or undefined where time alone may help (networks, names, 4xx replies). */
export function obstacleOf(failure: SmtpError): Obstacle | undefined {
  return obstacles.find(({ isBehind }) => isBehind(failure));
}

const CERTIFICATE = /^(DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|ERR_TLS_CERT|HOSTNAME_MISMATCH)/;

const obstacles: readonly (Obstacle & { isBehind(failure: SmtpError): boolean })[] = [
  {
    isBehind: ({ originalCode }) => CERTIFICATE.test(originalCode ?? ""),
    what: "the server's certificate is not trusted",
    remedy: "name the file of its certificate authority under mail.certificateAuthority in riskbook.yaml",
  },
  {
    isBehind: ({ message }) => /wrong version number|packet length too long/.test(message),
    what: "the server does not speak TLS from the first byte on this port",
    remedy: "set mail.security to starttls, usually with mail.port 587",
  },
  {
    isBehind: ({ code, responseCode }) => code === "ETLS" && responseCode !== undefined && responseCode >= 500,
    what: "the server offers no STARTTLS",
    remedy: "set mail.security to tls, usually with mail.port 465",
  },
  {
    isBehind: ({ code, permanent }) => code === "EAUTH" && permanent !== false,
    what: "the server does not accept the login",
    remedy: "check RISKBOOK_SMTP_USER and RISKBOOK_SMTP_PASSWORD",
  },
  {
    isBehind: ({ responseCode }) => responseCode === 530,
    what: "the server wants a login",
    remedy: "set RISKBOOK_SMTP_USER and RISKBOOK_SMTP_PASSWORD",
  },
  {
    isBehind: ({ code, permanent }) => code === "EPROTOCOL" && permanent === true,
    what: "the server turns this machine away",
    remedy: "ask its operator, or set mail.host to a server that takes mail from here",
  },
];
