import { type Document, formatValue, type Kpi } from "../../document/index.js";

const LONGEST = 160;

/**
 * The mail's subject: what the document's `subject` fact says, else title, firm, window, the first key figure and the first
 * value at risk, such as
 * `Daily risk – Meridian Street Trading – 2020-04-17 – P&L −$1.23m, VaR 99% $812k`. Simulated data is called so.
 * @param given what the report's definition says instead
 */
export function mailSubject(document: Document, given?: string): string {
  const stated = given ?? statedSubject(document);
  const figures = subjectFigures(document).map(figureText).join(", ");
  const standard = [document.title, document.firm, document.window, figures].filter(part => part !== "").join(" – ");
  const subject = oneLine(stated ?? standard);
  const marked = document.simulated && !/simulated/i.test(subject) ? `[Simulated] ${subject}` : subject;
  return marked.length <= LONGEST ? marked : `${marked.slice(0, LONGEST - 1).trimEnd()}…`;
}

/** The first key figures in words, money in its short form: `P&L −$1.23m`. */
export function keyFigures(document: Document, count: number): string[] {
  return knownFigures(document).slice(0, count).map(figureText);
}

/** The first key figure and the first value at risk; without one, the second figure. */
function subjectFigures(document: Document): Kpi[] {
  const [first, ...others] = knownFigures(document);
  if (first === undefined) return [];
  const second = others.find(item => /\bvar|value at risk/i.test(`${item.id} ${item.label}`)) ?? others[0];
  return second === undefined ? [first] : [first, second];
}

function knownFigures(document: Document): Kpi[] {
  const items = document.blocks.flatMap(block => (block.type === "kpis" ? block.items : []));
  return items.filter(item => item.value !== null);
}

function figureText(item: Kpi): string {
  return `${shortLabel(item)} ${shortFigure(item)}`;
}

function statedSubject(document: Document): string | undefined {
  const fact = document.blocks.find(block => block.type === "fact" && block.key === "subject");
  return fact?.type === "fact" && typeof fact.value === "string" && fact.value.trim() !== "" ? fact.value : undefined;
}

/** What stands before the first comma: `VaR 99%` of `VaR 99%, one day`. */
function shortLabel({ label }: Kpi): string {
  return label.split(",")[0]!.trim();
}

function shortFigure({ value, format }: Kpi): string {
  return formatValue(value, format.kind === "money" ? { ...format, compact: true } : format).replaceAll("\u00a0", " ");
}

/** Text for a header: one line, without control characters. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}
