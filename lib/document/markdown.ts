import MarkdownIt from "markdown-it";
import sanitizeHtml from "sanitize-html";
import { escapeHtml } from "./escape.js";

const SAFE_LINK = /^(https?:\/\/|mailto:)[^\s]+$/i;

const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    ...["p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"],
    ...["h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"],
  ],
  allowedAttributes: { a: ["href", "title"], ol: ["start"], th: ["style"], td: ["style"] },
  allowedStyles: { "*": { "text-align": [/^(left|right|center)$/] } },
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
};

/** The markdown-it of this house. */
export type MarkdownParser = InstanceType<typeof MarkdownIt>;

/** Markdown-it that knows neither raw HTML nor pictures from elsewhere: both show as the text they are. */
export function markdownParser(): MarkdownParser {
  const parser = new MarkdownIt({ html: false, linkify: false });
  parser.validateLink = link => SAFE_LINK.test(link.trim());
  parser.renderer.rules.image = (tokens, index) => escapeHtml(tokens[index]?.content ?? "");
  return parser;
}

/**
 * Untrusted Markdown as safe HTML: no raw HTML, links to http, https and mailto only, and an allow-list of elements as
 * the second line of defence.
 */
export function markdownToHtml(markdown: string): string {
  return sanitizeHtml(markdownParser().render(markdown), ALLOWED).trim();
}

/** Markdown as it reads in plain text: marks and link targets gone, list items with a dash. */
export function markdownToText(markdown: string): string {
  const lines: string[] = [];
  let prefix = "";
  for (const token of markdownParser().parse(markdown, {})) {
    if (token.type === "list_item_open") prefix = "- ";
    const text = token.type === "inline" ? inlineText(token.children ?? []) : token.content.trimEnd();
    if (text === "") continue;
    lines.push(prefix + text);
    prefix = "";
  }
  return lines.join("\n");
}

/** The words of a parsed inline run, without its marks. */
export function inlineText(tokens: readonly { type: string; content: string }[]): string {
  return tokens.map(token => (token.type === "softbreak" || token.type === "hardbreak" ? " " : token.content)).join("");
}
