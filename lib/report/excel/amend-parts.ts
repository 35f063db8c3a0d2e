import { chartPart } from "./chart-part.js";
import { dataBarExtension, dataBarLink } from "./data-bar-part.js";
import type { Look } from "./look.js";
import { a1, type Sheet } from "./sheet.js";
import { element } from "./xml.js";
import type { Parts } from "./zip.js";

/**
 * Marks the style of a text that begins like a formula. `locked` is Excel's default and changes nothing; no other style of ours says it,
 * so that the style can be found again and told to keep what it holds as text when someone edits the cell.
 */
export const QUOTED_TEXT: { locked: true } = { locked: true };

const QUOTED_MARK = '<protection locked="1"/>';

/** What may follow a sheet's `ignoredErrors`; the order of these elements is fixed (ECMA-376 part 1, §18.3.1.99). */
const AFTER_IGNORED_ERRORS = /<(drawing |legacyDrawing |picture |tableParts |extLst>|\/worksheet>)/;

/**
 * Mends the parts of a workbook as hucre 1.0 writes them: charts that mix marks, use a calendar axis or a second axis and cache
 * their values; data bars with a zero line; comments that show all of a definition; text that stays text when it is edited; figures kept as text without a warning mark.
 */
export function amendParts(parts: Parts, { sheets, look }: { sheets: readonly Sheet[]; look: Look }): Parts {
  const charts = sheets.flatMap(sheet => sheet.charts.map(({ chart }) => chart));
  charts.forEach((chart, index) => {
    parts.set(`xl/charts/chart${index + 1}.xml`, encode(chartPart(chart, look)));
  });
  sheets.forEach((sheet, index) => {
    amend(parts, `xl/worksheets/sheet${index + 1}.xml`, xml =>
      withDataBars(withIgnoredErrors(xml, sheet), sheet, index),
    );
  });
  for (const path of parts.keys()) if (path.startsWith("xl/drawings/vmlDrawing")) amend(parts, path, withLargeComments);
  amend(parts, "xl/styles.xml", withQuotePrefix);
  amend(parts, "docProps/app.xml", xml => xml.replace("<Application>hucre<", "<Application>riskbook<"));
  return parts;
}

function withQuotePrefix(xml: string): string {
  return xml.replace(/<xf [^>]*[^/]>(?:(?!<\/xf>).)*<\/xf>/g, style =>
    style.includes(QUOTED_MARK) ? style.replace("<xf ", '<xf quotePrefix="1" ').replace(QUOTED_MARK, "") : style,
  );
}

/** Gives comments the room that a definition needs: two columns and four rows more. */
function withLargeComments(vml: string): string {
  return vml.replace(
    /<x:Anchor>(\d+,15,\d+,2),(\d+),31,(\d+),4</g,
    (_all, from: string, right: string, bottom: string) =>
      `<x:Anchor>${from},${Number(right) + 2},31,${Number(bottom) + 4},4<`,
  );
}

function withIgnoredErrors(xml: string, sheet: Sheet): string {
  if (sheet.numbersAsText.length === 0) return xml;
  const ranges = sheet.numbersAsText.map(range => a1(range)).join(" ");
  const ignored = element("ignoredErrors", {}, element("ignoredError", { sqref: ranges, numberStoredAsText: 1 }));
  return xml.replace(AFTER_IGNORED_ERRORS, next => ignored.xml + next);
}

function withDataBars(xml: string, sheet: Sheet, sheetIndex: number): string {
  const bars = sheet.conditional.flatMap((format, index) =>
    format.kind === "bar" ? [{ format, priority: index + 1, id: barId(sheetIndex, index) }] : [],
  );
  if (bars.length === 0) return xml;
  const linked = bars.reduce((text, { priority, id }) => {
    const rule = new RegExp(`(<cfRule type="dataBar" priority="${priority}">(?:(?!</cfRule>).)*)</cfRule>`);
    return text.replace(rule, (_all, body: string) => `${body}${dataBarLink(id)}</cfRule>`);
  }, xml);
  return linked.replace("</worksheet>", `${dataBarExtension(bars)}</worksheet>`);
}

function barId(sheet: number, rule: number): string {
  const digits = (value: number, length: number): string => value.toString(16).toUpperCase().padStart(length, "0");
  return `{00000000-0000-4000-8000-${digits(sheet, 4)}${digits(rule, 8)}}`;
}

function amend(parts: Parts, path: string, change: (xml: string) => string): void {
  const part = parts.get(path);
  if (part !== undefined) parts.set(path, encode(change(new TextDecoder().decode(part))));
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
