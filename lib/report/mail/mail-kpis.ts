import { escapeHtml, formatValue, type Kpi, type KpisBlock } from "../../document/index.js";
import type { MailColours } from "./mail-colours.js";

/** Cards in a row; on a phone they stand two by two. */
const ACROSS = 4;
/** Beyond this many, figures stand as a list: cards would be most of the mail. */
const MOST_CARDS = 12;

/** Key figures as MJML: rows of cards, each a section of its own, or a plain list where there are many. */
export function mailKpis(block: KpisBlock, colours: MailColours): string {
  const title = block.title === undefined ? "" : heading(block.title, colours);
  if (block.items.length > MOST_CARDS) {
    const rows = block.items.map(item => listRow(item, colours)).join("\n");
    const list = `<table width="100%" cellspacing="0" cellpadding="0" border="0" style="border-collapse:collapse;font-size:13px">${rows}</table>`;
    return `<mj-section padding="8px 0 0"><mj-column>${title}<mj-text>${list}</mj-text></mj-column></mj-section>`;
  }
  const sections = [];
  for (let at = 0; at < block.items.length; at += ACROSS) {
    const cards = block.items.slice(at, at + ACROSS).map(item => card(item, colours));
    sections.push(`<mj-section padding="0 16px" text-align="left">${cards.join("")}</mj-section>`);
  }
  const head = title === "" ? "" : `<mj-section padding="8px 0 0"><mj-column>${title}</mj-column></mj-section>`;
  return head + sections.join("");
}

function heading(text: string, colours: MailColours): string {
  return `<mj-text padding="4px 24px 0" font-size="15px" font-weight="600" color="${colours.ink}">${escapeHtml(text)}</mj-text>`;
}

function card(item: Kpi, colours: MailColours): string {
  const edge = item.tone === undefined || item.tone === "neutral" ? colours.hairline : colours.tones[item.tone];
  const small = `font-size:11px;line-height:15px;color:${colours.muted}`;
  const lines = [
    `<div style="font-size:${figureSize(item)}px;line-height:28px;font-weight:600;white-space:nowrap;color:${inkOf(item, colours)}">${figure(item)}</div>`,
    `<div style="font-size:12px;line-height:16px">${escapeHtml(item.label)}</div>`,
    ...remarks(item).map(text => `<div style="${small}">${escapeHtml(text)}</div>`),
    item.warning === undefined
      ? ""
      : `<div style="${small};color:${colours.tones.warn}">${escapeHtml(item.warning)}</div>`,
  ];
  return (
    `<mj-column width="25%" css-class="kpi" padding="6px 8px"><mj-text padding="0">` +
    `<div style="border-top:2px solid ${edge};padding-top:4px">${lines.join("")}</div></mj-text></mj-column>`
  );
}

/** Long figures stand smaller, so that four fit a row. */
function figureSize({ value, format }: Kpi): number {
  const { length } = formatValue(value, format);
  return length <= 8 ? 21 : length <= 11 ? 17 : 14;
}

function listRow(item: Kpi, colours: MailColours): string {
  const cell = `padding:4px 6px;border-bottom:1px solid ${colours.hairline}`;
  const said = [...remarks(item), item.warning ?? ""].filter(text => text !== "").join("; ");
  return (
    `<tr><td style="${cell}">${escapeHtml(item.label)}</td>` +
    `<td align="right" style="${cell};font-weight:600;white-space:nowrap;color:${inkOf(item, colours)}">${figure(item)}</td>` +
    `<td style="${cell};font-size:11px;color:${colours.muted}">${escapeHtml(said)}</td></tr>`
  );
}

function figure(item: Kpi): string {
  return escapeHtml(formatValue(item.value, item.format));
}

/** Units that the figure's own form says already. */
const SAID: ReadonlySet<string> = new Set(["ratio", "fraction", "probability", "per period", "record"]);

/** The unit, where the figure does not show it, the reason why there is none, and the note. */
function remarks({ value, unit, format, reason, note }: Kpi): string[] {
  const shown = format.kind === "money" || format.kind === "percent" || format.kind === "date" || SAID.has(unit ?? "");
  const texts = [value === null ? reason : shown ? undefined : unit, note];
  return texts.filter(text => text !== undefined && text !== "") as string[];
}

function inkOf({ tone }: Kpi, colours: MailColours): string {
  return tone === undefined || tone === "neutral" ? colours.ink : colours.tones[tone];
}
