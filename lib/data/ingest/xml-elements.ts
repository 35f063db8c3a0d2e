import { RiskbookError } from "../../core/index.js";

/** An element with its attributes. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Line of its first character, from 1. */
  readonly line: number;
  /** Its start tag as it stands in the file. */
  readonly text: string;
}

/** A tag may be at most this long. */
const LONGEST_TAG = 1_000_000;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const ATTRIBUTE = /\s+([^\s=/>"'<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;

/**
 * The start tags of a stream of XML text, in order, without keeping the document: for files whose data stands in attributes.
 * Text between tags is passed over. A document that was cut off, whose tags do not match, or that declares entities of its
 * own ends in an error, after the elements before it were given.
 * @throws RiskbookError `BAD_XML` with the line
 */
export async function* xmlElements(
  chunks: AsyncIterable<string> | Iterable<string>,
  name: string,
): AsyncGenerator<XmlElement> {
  const open: string[] = [];
  let buffer = "";
  let line = 1;
  const bad = (sentence: string): RiskbookError =>
    new RiskbookError("BAD_XML", `${name} line ${line}: ${sentence} Fetch or export it again.`);
  let roots = 0;
  for await (const chunk of chunks) {
    buffer += chunk;
    let at = 0;
    for (;;) {
      const start = buffer.indexOf("<", at);
      const end = start < 0 ? -1 : markupEnd(buffer, start);
      if (end < 0) break;
      line += lineBreaks(buffer, at, start);
      const markup = buffer.slice(start, end);
      if (markup.startsWith("<!DOCTYPE")) throw bad("it declares a document type, which a report has no need of.");
      if (markup.startsWith("</")) {
        const closed = markup.slice(2, -1).trim();
        if (open.pop() !== closed) throw bad(`the element ${closed} is closed where it is not open.`);
      } else if (/^<[^!?]/.test(markup)) {
        const element = elementOf(markup, line);
        if (element === undefined || (open.length === 0 && roots++ > 0)) throw bad("it is not well-formed XML.");
        if (!markup.endsWith("/>")) open.push(element.name);
        yield element;
      }
      line += lineBreaks(markup, 0, markup.length);
      at = end;
    }
    const rest = buffer.indexOf("<", at);
    line += lineBreaks(buffer, at, rest < 0 ? buffer.length : rest);
    buffer = rest < 0 ? "" : buffer.slice(rest);
    if (buffer.length > LONGEST_TAG) throw bad("a tag is longer than a million characters.");
  }
  if (buffer !== "" || open.length > 0 || roots === 0)
    throw bad("the document ends before its last element is closed.");
}

/** Where the markup that begins at `start` ends, or -1 where that is not in the text yet. */
function markupEnd(text: string, start: number): number {
  for (const [begin, end] of [
    ["<!--", "-->"],
    ["<![CDATA[", "]]>"],
    ["<?", "?>"],
  ] as const) {
    const head = text.slice(start, start + begin.length);
    if (head === begin) {
      const found = text.indexOf(end, start + begin.length);
      return found < 0 ? -1 : found + end.length;
    }
    if (head.length < begin.length && begin.startsWith(head)) return -1;
  }
  let quote = "";
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at]!;
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === ">") return at + 1;
  }
  return -1;
}

function elementOf(markup: string, line: number): XmlElement | undefined {
  const name = /^<([^\s/>]+)/.exec(markup)![1]!;
  const attributes = new Map<string, string>();
  ATTRIBUTE.lastIndex = name.length + 1;
  let end = ATTRIBUTE.lastIndex;
  for (let found = ATTRIBUTE.exec(markup); found !== null; found = ATTRIBUTE.exec(markup)) {
    if (attributes.has(found[1]!)) return undefined;
    attributes.set(found[1]!, decoded(found[2] ?? found[3]!));
    end = ATTRIBUTE.lastIndex;
  }
  return /^\s*\/?>$/.test(markup.slice(end)) ? { name, attributes, line, text: markup } : undefined;
}

function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, named) => {
    if (named !== undefined) return NAMED[named] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
