import { markdownToHtml } from "../../document/index.js";
import type { MailColours } from "./mail-colours.js";

/** Markdown as HTML for mail: many clients drop style sheets, so each element carries its own style. */
export function mailMarkdown(markdown: string, colours: MailColours): string {
  const styles: Record<string, string> = {
    p: "margin:0 0 8px",
    ul: "margin:0 0 8px;padding-left:20px",
    ol: "margin:0 0 8px;padding-left:20px",
    li: "margin:0 0 3px",
    a: `color:${colours.accent}`,
    h1: "margin:0 0 8px;font-size:18px",
    h2: "margin:0 0 8px;font-size:16px",
    h3: "margin:0 0 6px;font-size:14px",
    code: `background:${colours.wash};font-size:12px`,
    pre: `background:${colours.wash};padding:8px;font-size:12px;white-space:pre-wrap;margin:0 0 8px`,
    blockquote: `margin:0 0 8px;padding-left:12px;border-left:2px solid ${colours.hairline}`,
    table: "border-collapse:collapse;font-size:12px;margin:0 0 8px",
    th: `padding:3px 8px;border-bottom:1px solid ${colours.accent}`,
    td: `padding:3px 8px;border-bottom:1px solid ${colours.hairline}`,
  };
  return markdownToHtml(markdown).replace(/<([a-z]+\d?)((?:\s[^<>]*)?)>/g, (all, tag: string, attributes: string) => {
    const style = styles[tag];
    if (style === undefined) return all;
    const own = / style="([^"]*)"/.exec(attributes)?.[1];
    const rest = attributes.replace(/ style="[^"]*"/, "");
    return `<${tag}${rest} style="${own === undefined ? style : `${style};${own}`}">`;
  });
}
