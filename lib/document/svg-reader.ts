import type { PictureNode } from "./picture-node.js";

const NAME = "[A-Za-z_][\\w:.-]*";
const ATTRIBUTE = new RegExp(`\\s*(${NAME})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "y");
const OPEN = new RegExp(`<(${NAME})`, "y");
const CLOSE = new RegExp(`</(${NAME})\\s*>`, "y");
const END = /\s*(\/?)>/y;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: "\u00a0" };
/** What may stand between elements and is not read: comments, instructions, a document type without a subset. */
const SKIPPED: readonly (readonly [start: string, end: string])[] = [
  ["<!--", "-->"],
  ["<?", "?>"],
  ["<!DOCTYPE", ">"],
];

interface OpenNode extends PictureNode {
  readonly childNodes: PictureNode[];
}

/**
 * Reads the XML of a picture into plain nodes, in one pass and far faster than a DOM does. It knows no entities but
 * XML's own, so nothing can be expanded or fetched.
 * @throws Error with the place, where the text is not well-formed
 */
export function readSvg(text: string, maxDepth: number): PictureNode {
  const root: OpenNode = { nodeType: 11, nodeName: "#root", textContent: null, childNodes: [] };
  const open: OpenNode[] = [root];
  let at = 0;
  const fail = (what: string): never => {
    throw new Error(`${what} at character ${at + 1}`);
  };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  while (at < text.length) {
    const parent = open.at(-1)!;
    if (text[at] !== "<") {
      const end = text.indexOf("<", at);
      parent.childNodes.push(textOf(decoded(text.slice(at, end < 0 ? text.length : end))));
      at = end < 0 ? text.length : end;
    } else if (text.startsWith("<![CDATA[", at)) {
      const end = endOf("]]>");
      parent.childNodes.push(textOf(text.slice(at + 9, end)));
      at = end + 3;
    } else if (skip()) {
    } else if (text[at + 1] === "/") {
      const name = (take(CLOSE) ?? fail("a broken closing tag"))[1];
      if (open.length < 2 || parent.nodeName !== name) fail(`</${name}> closes <${parent.nodeName}>`);
      open.pop();
    } else openElement(parent);
  }
  if (open.length > 1) fail(`<${open.at(-1)!.nodeName}> is not closed`);
  return root.childNodes.find(node => node.nodeType === 1) ?? fail("there is no element");

  function openElement(parent: OpenNode): void {
    const nodeName = (take(OPEN) ?? fail("a broken tag"))[1]!;
    const attributes: { name: string; value: string }[] = [];
    for (let match = take(ATTRIBUTE); match !== null; match = take(ATTRIBUTE)) {
      attributes.push({ name: match[1]!, value: decoded(match[2] ?? match[3] ?? "") });
    }
    const end = take(END) ?? fail(`a broken attribute of <${nodeName}>`);
    const node: OpenNode = { nodeType: 1, nodeName, textContent: null, attributes, childNodes: [] };
    parent.childNodes.push(node);
    if (end[1] === "") open.push(node);
    if (open.length > maxDepth + 1) fail(`its elements are nested more than ${maxDepth} deep`);
  }

  function endOf(mark: string): number {
    const end = text.indexOf(mark, at);
    return end < 0 ? fail(`there is no ${mark}`) : end;
  }

  function skip(): boolean {
    const found = SKIPPED.find(([start]) => text.startsWith(start, at));
    if (found !== undefined) at = endOf(found[1]) + found[1].length;
    return found !== undefined;
  }
}

function textOf(textContent: string): PictureNode {
  return { nodeType: 3, nodeName: "#text", textContent, childNodes: [] };
}

function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{1,8});/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return ENTITIES[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}
