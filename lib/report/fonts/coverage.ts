import type { Document } from "../../document/index.js";
import { documentTexts } from "./texts.js";

/** A character that no font of the report can draw. */
export interface MissingGlyph {
  character: string;
  /** For example `U+738B`. */
  codePoint: string;
  /** Where it stands first, in words. */
  where: string;
  /** How often the document has it. */
  count: number;
}

const PLAIN = /^[\x20-\x7e]*$/;
/** Draws nothing by itself: white space, joiners, direction marks, variation selectors, line ends. */
const INVISIBLE = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]/u;

/**
 * Finds the characters of a document that none of these fonts has, the first place of each, and how often it comes.
 * @param fonts paths of TrueType or OpenType files
 */
export async function missingGlyphs(document: Document, fonts: readonly string[]): Promise<MissingGlyph[]> {
  const counted = new Map<string, { where: string; count: number }>();
  for (const { text, where } of documentTexts(document)) {
    if (PLAIN.test(text)) continue;
    for (const character of text) {
      if (character <= "~" || INVISIBLE.test(character)) continue;
      const seen = counted.get(character);
      if (seen === undefined) counted.set(character, { where, count: 1 });
      else seen.count += 1;
    }
  }
  if (counted.size === 0) return [];
  const covered = await coverage(fonts);
  return [...counted]
    .filter(([character]) => !covered.has(character.codePointAt(0)!))
    .map(([character, place]) => ({ character, codePoint: codePointName(character), ...place }))
    .sort((a, b) => a.codePoint.length - b.codePoint.length || (a.codePoint < b.codePoint ? -1 : 1));
}

/** The sentence that tells a reader which characters could not be drawn, and an operator how to mend it. */
export function missingGlyphsSentence(missing: readonly MissingGlyph[]): string {
  const shown = missing.slice(0, 5).map(glyph => `${glyph.character} (${glyph.codePoint}) in ${glyph.where}`);
  const more = missing.length > shown.length ? `, and ${missing.length - shown.length} more` : "";
  const count = missing.length === 1 ? "1 character has" : `${missing.length} characters have`;
  return `${count} no glyph in the report's fonts: ${shown.join(", ")}${more}. Add a font that has them under brand.fonts in riskbook.yaml.`;
}

async function coverage(fonts: readonly string[]): Promise<Set<number>> {
  const { openSync } = await import("fontkit");
  const covered = new Set<number>();
  for (const path of fonts) {
    const file = openSync(path);
    for (const font of "fonts" in file ? file.fonts : [file]) {
      for (const codePoint of font.characterSet) covered.add(codePoint);
    }
  }
  return covered;
}

function codePointName(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}
