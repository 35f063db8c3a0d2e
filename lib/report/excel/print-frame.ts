import type { Document } from "../../document/index.js";
import type { Sheet } from "./sheet.js";

/** Characters that a name may take: Excel refuses a header of more than 255, and each `&` takes two. */
const NAME = 55;

/**
 * How sheets of a document print: header with firm and title, footer with snapshot, as-of time and page numbers.
 * @param repeatRow zero-based row that heads every page
 */
export function printFrame(
  document: Document,
  orientation: Sheet["print"]["orientation"],
  repeatRow?: number,
): Sheet["print"] {
  const mark = document.simulated ? " · SIMULATED DATA" : "";
  const snapshot = document.snapshot === null ? "no snapshot" : `Snapshot ${document.snapshot.id}`;
  const header = `&L${name(document.firm)}&R${name(document.title)}${mark}`;
  const footer = `&L${snapshot} · as of ${literal(document.asOf, 30)}&C&A&RPage &P of &N`;
  return { orientation, header, footer, ...(repeatRow === undefined ? {} : { repeatRow }) };
}

/** A name right after `&L`, where a digit at its beginning would be read as a font size. */
function name(text: string): string {
  const safe = literal(text, NAME);
  return /^\d/.test(safe) ? ` ${safe}` : safe;
}

/** Text in which `&` commands nothing. */
function literal(text: string, length: number): string {
  return text.replace(/\s+/g, " ").slice(0, length).replaceAll("&", "&&");
}
