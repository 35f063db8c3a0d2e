import { type Document, formatValue } from "../../document/index.js";
import type { Brand } from "../brand.js";
import { TABULAR_FAMILY } from "../fonts/tabular-cut.js";

/**
 * The printed page: size, margins, running header and footer with page numbers. They are page-margin boxes of CSS, so
 * that they share the page's fonts and the first page can go without the header. Figures are set in the cut whose digits
 * are tabular by themselves, and contextual forms are off, so that every character of the PDF can be read back.
 */
export function paperRules(document: Document, brand: Brand): string {
  const marks = [document.firm, document.title].filter(Boolean).join("  ·  ");
  const asOf = `As of ${formatValue(document.asOf, { kind: "timestamp" })}`;
  const origin = [
    document.simulated ? "Simulated data" : "",
    document.snapshot === null ? "" : `Snapshot ${document.snapshot.id} (${document.snapshot.sha256.slice(0, 12)})`,
  ]
    .filter(Boolean)
    .join("  ·  ");
  const small = `font:400 7.2pt Inter,sans-serif;font-variant-ligatures:no-contextual;color:${brand.light.muted};`;
  return `@page{size:${brand.paper};margin:21mm 17mm 19mm;
@top-left{content:${cssString(marks)};${small}padding-top:6mm}
@top-right{content:${cssString(asOf)};${small}padding-top:6mm}
@bottom-left{content:${cssString(origin)};${small}padding-bottom:5mm}
@bottom-right{content:"Page " counter(page) " of " counter(pages);${small}padding-bottom:5mm}}
@page:first{margin-top:16mm;@top-left{content:""}@top-right{content:""}}
@page sideways{size:${brand.paper} landscape}
body{font-variant-ligatures:no-contextual}
.table .n,.kpi .figure{font-variant-numeric:normal}
.table .n,.table .d,.kpi .figure{font-family:${TABULAR_FAMILY},Inter,sans-serif}`;
}

/** A CSS string that can hold any text: all but letters, digits and spaces is written as an escape. */
function cssString(text: string): string {
  const escaped = text.replace(/[^\p{L}\p{N} ]/gu, character => `\\${character.codePointAt(0)!.toString(16)} `);
  return `"${escaped}"`;
}
