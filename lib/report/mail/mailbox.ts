import { domainToASCII } from "node:url";
import { RiskbookError } from "../../core/index.js";

/** A person or place that mail goes to or comes from. */
export interface Mailbox {
  /** Shown beside the address; empty where none was given. */
  name: string;
  /** The bare address, its domain in ASCII. */
  address: string;
}

const NAMED = /^(.*)<([^<>]*)>$/;
/** One local part of ASCII without quoting (RFC 5321 §4.1.2), one @, a domain. */
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[^\s@<>()[\]\\,;:"]{1,253}$/;

/**
 * Reads `Name <address>` or a bare address. Nothing that could end a header or add a recipient gets through.
 * @param role how messages call it, such as `the sender` or `a recipient`
 * @throws RiskbookError `BAD_ADDRESS`
 */
export function parseMailbox(text: string, role: string): Mailbox {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text))
    throw badAddress(text, role, "contains a line break or another control character");
  const named = NAMED.exec(text.trim());
  const name = (named?.[1] ?? "").trim().replace(/^"(.*)"$/, "$1");
  const given = (named?.[2] ?? text).trim();
  if (!ADDRESS.test(given)) throw badAddress(text, role, "is not one mail address");
  const at = given.lastIndexOf("@");
  const domain = domainToASCII(given.slice(at + 1));
  if (domain === "") throw badAddress(text, role, "names no domain");
  return { name, address: `${given.slice(0, at)}@${domain}` };
}

function badAddress(text: string, role: string, flaw: string): RiskbookError {
  return new RiskbookError(
    "BAD_ADDRESS",
    `${JSON.stringify(text)} as ${role} ${flaw}; expected one such as desk@example.com or "Risk desk <desk@example.com>". Correct it in the report's recipients or under mail in riskbook.yaml. No mail was made.`,
    { exitCode: 2, details: { address: text } },
  );
}
