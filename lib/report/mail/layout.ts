import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import mjml from "mjml";
import { canonicalJson, packageRoot, RiskbookError } from "../../core/index.js";
import { type Document, escapeHtml, formatValue } from "../../document/index.js";
import type { MailColours } from "./mail-colours.js";
import { keyFigures } from "./subject.js";

const TEMPLATE = join("mail", "report.mjml");

/** What the frame around a mail's blocks says. */
export interface MailFrame {
  document: Document;
  colours: MailColours;
  /** MJML sections. */
  body: string;
  /** Content id of the firm's logo. */
  logoId: string | undefined;
  /** Lines at the foot that say what is attached and what was left out. */
  attachments: readonly string[];
}

/**
 * The MJML template: the book's own `templates/mail/report.mjml`, or the one that riskbook brings.
 * @param folder the book's templates
 */
export function mailTemplate(folder?: string): string {
  const own = folder === undefined ? undefined : join(folder, TEMPLATE);
  return readFileSync(own !== undefined && existsSync(own) ? own : join(packageRoot(), "templates", TEMPLATE), "utf8");
}

/**
 * Fills the template and turns it into HTML.
 * @throws RiskbookError `BAD_MAIL_TEMPLATE` for a blank that nothing fills, or MJML that is wrong
 */
export async function mailHtml(template: string, frame: MailFrame): Promise<string> {
  const blanks = frameBlanks(frame);
  const source = template.replace(/\{\{\s*(\w+)\s*\}\}/g, (_all, name: string) => {
    const text = blanks[name];
    if (text !== undefined) return text;
    const known = Object.keys(blanks).join(", ");
    throw badTemplate(`it has a blank {{${name}}} that nothing fills; there are ${known}`);
  });
  const { html, errors } = await mjml(source, { validationLevel: "soft", ignoreIncludes: true, fonts: {} });
  const [error] = errors;
  if (error !== undefined) throw badTemplate(`line ${error.line}: ${error.message}`);
  return squeezed(html);
}

function badTemplate(what: string): RiskbookError {
  return new RiskbookError(
    "BAD_MAIL_TEMPLATE",
    `templates/mail/report.mjml cannot be used: ${what}. Correct it or take it away.`,
  );
}

function frameBlanks({ document, colours, body, logoId, attachments }: MailFrame): Record<string, string> {
  const when = `${document.window} · as of ${formatValue(document.asOf, { kind: "timestamp" })} · amounts in ${document.currency}`;
  const { accent, paper, ink, muted, hairline, wash } = colours;
  return {
    title: escapeHtml(document.title),
    firm: escapeHtml(document.firm),
    when: escapeHtml(when),
    preview: escapeHtml(keyFigures(document, 4).join(" · ")),
    logo: logoId === undefined ? "" : logo(logoId, document.firm),
    banner: document.simulated ? banner(colours) : "",
    body,
    footer: [...attachments, ...provenance(document)].map(line => `<div>${escapeHtml(line)}</div>`).join(""),
    ...{ accent, paper, ink, muted, hairline, wash },
  };
}

/** The logo at a fixed height, whatever its proportions. */
function logo(contentId: string, firm: string): string {
  const image = `<img src="cid:${contentId}" alt="${escapeHtml(firm)}" height="30" style="height:30px;width:auto;border:0">`;
  return `<mj-text padding="4px 24px 2px">${image}</mj-text>`;
}

function banner(colours: MailColours): string {
  const style = `border:1px solid ${colours.tones.warn};padding:7px 14px;font-size:13px;font-weight:600;color:${colours.tones.warn}`;
  return `<mj-text padding="2px 24px 8px"><table width="100%" cellspacing="0" cellpadding="0" border="0"><tr><td bgcolor="${colours.washes.warn}" style="${style}">Simulated data: no figure here is a real firm’s.</td></tr></table></mj-text>`;
}

/** Where the figures come from, in lines. */
export function provenance(document: Document): string[] {
  const { snapshot, parameters } = document;
  const given = Object.entries(parameters).map(([name, value]) => `${name} = ${shortened(canonicalJson(value), 120)}`);
  return [
    snapshot === null
      ? "No snapshot: the notebook read no store."
      : `Snapshot ${snapshot.id}, SHA-256 ${snapshot.sha256.slice(0, 16)}…`,
    `As of ${document.asOf}, definitions ${document.definitionsVersion}.`,
    ...(given.length === 0 ? [] : [shortened(`Parameters: ${given.join(", ")}.`, 600)]),
  ];
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** Drops the indentation that MJML writes, a fifth of the bytes; preformatted text keeps its own. */
function squeezed(html: string): string {
  return html
    .split(/(<pre[\s>][\s\S]*?<\/pre>)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/[ \t]*\n\s*/g, "\n")))
    .join("");
}
