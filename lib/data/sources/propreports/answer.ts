import type { Attempt } from "../retry.js";

/** The body of an answer without its page line. */
export interface PageText {
  readonly lines: readonly string[];
  readonly page: number;
  readonly pages: number;
}

const PAGE_LINE = /^\s*"?Page\s+(\d+)\s*\/\s*(\d+)"?[\s,]*$/i;

/** Says whether an answer is a web page: of a proxy, of a log-in form, of maintenance. */
export function isHtml(body: string): boolean {
  return /^\s*<(?:!doctype|html|head|body|\?xml|!--)/i.test(body.replace(/^\uFEFF/, ""));
}

/** The title of a web page, or the beginning of its text. */
export function titleOf(html: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(html)?.[1]?.trim();
  return (
    title ||
    html
      .replaceAll(/<[^>]*>/g, " ")
      .trim()
      .slice(0, 80)
  );
}

/**
 * Reads an answer that was asked for by page. It ends in `Page n/m`; one that does not was cut off on its way.
 * @param page the page that was asked for
 */
export function readPage(body: string, page: number): Attempt<PageText> {
  const lines = linesOf(body);
  const last = PAGE_LINE.exec(lines.at(-1) ?? "");
  if (last === null) return { again: `page ${page} was cut off: its last line is not "Page ${page}/…"` };
  const [told, pages] = [Number(last[1]), Math.max(1, Number(last[2]))];
  if (told !== page) return { again: `page ${page} was asked for and page ${told} came` };
  return { value: { lines: lines.slice(0, -1), page, pages } };
}

/** Reads an answer whose page line need not be there. */
export function readListing(body: string, page: number): Attempt<PageText> {
  const lines = linesOf(body);
  return PAGE_LINE.test(lines.at(-1) ?? "") ? readPage(body, page) : { value: { lines, page, pages: 1 } };
}

/** Lines without the blank ones at the end. */
function linesOf(body: string): string[] {
  return body
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split(/\r\n|\n|\r/);
}
