import { RiskbookError } from "../../core/index.js";

/** The family of the cuts that `tabularCut` makes: as long as "Inter", whose name it replaces in place. */
export const TABULAR_FAMILY = "InTab";

const FAMILY = "Inter";
const ZERO = 0x30;
const NINE = 0x39;

/**
 * A cut of Inter whose digits are its tabular ones by themselves. With the OpenType feature `tnum` Chromium draws the
 * same glyphs, but no character of the font stands for them then, and readers such as Firefox copy, search and read
 * aloud nothing where a figure is.
 * @param font a TrueType file of Inter
 * @param tabular glyph numbers of the tabular digits from 0 to 9
 * @throws RiskbookError `BAD_FONT` when the font is not laid out as Inter is
 */
export function tabularCut(font: Uint8Array, tabular: readonly number[]): Uint8Array {
  const bytes = Uint8Array.from(font);
  const view = new DataView(bytes.buffer);
  rename(bytes, tableAt(view, "name"));
  const cmap = tableAt(view, "cmap").offset;
  const offsets = new Set<number>();
  for (let record = 0; record < view.getUint16(cmap + 2); record++) offsets.add(view.getUint32(cmap + 8 + record * 8));
  for (const offset of offsets) {
    const format = view.getUint16(cmap + offset);
    if (format === 4) mapSegments(view, cmap + offset, tabular);
    else if (format === 12) mapGroups(view, cmap + offset, tabular);
  }
  return bytes;
}

interface Table {
  offset: number;
  length: number;
}

function tableAt(view: DataView, tag: string): Table {
  for (let at = 12; at < 12 + view.getUint16(4) * 16; at += 16) {
    const name = String.fromCharCode(...[0, 1, 2, 3].map(index => view.getUint8(at + index)));
    if (name === tag) return { offset: view.getUint32(at + 8), length: view.getUint32(at + 12) };
  }
  throw new RiskbookError("BAD_FONT", `A font file has no table "${tag}". Run "npm ci" to have it back.`);
}

/** Replaces the family in every name, in UTF-16 and in single bytes. */
function rename(bytes: Uint8Array, { offset, length }: Table): void {
  const names = Buffer.from(bytes.buffer, bytes.byteOffset + offset, length);
  for (const width of [1, 2]) {
    const spell = (text: string): Buffer =>
      Buffer.from([...text].flatMap(letter => (width === 1 ? [letter.charCodeAt(0)] : [0, letter.charCodeAt(0)])));
    for (let at = names.indexOf(spell(FAMILY)); at >= 0; at = names.indexOf(spell(FAMILY), at + 1)) {
      spell(TABULAR_FAMILY).copy(names, at);
    }
  }
}

/** Character map, format 12: groups of consecutive characters with consecutive glyphs. */
function mapGroups(view: DataView, at: number, tabular: readonly number[]): void {
  for (let group = at + 16; group < at + 16 + view.getUint32(at + 12) * 12; group += 12) {
    const [first, last] = [view.getUint32(group), view.getUint32(group + 4)];
    if (isOfDigits(first, last)) view.setUint32(group + 8, glyphOf(first, last, tabular));
  }
}

/** Character map, format 4: segments whose glyphs are the character plus a delta, or stand in a list. */
function mapSegments(view: DataView, at: number, tabular: readonly number[]): void {
  const doubled = view.getUint16(at + 6);
  for (let segment = 0; segment < doubled; segment += 2) {
    const last = view.getUint16(at + 14 + segment);
    const first = view.getUint16(at + 16 + doubled + segment);
    const deltaAt = at + 16 + 2 * doubled + segment;
    const listAt = deltaAt + doubled;
    const distance = view.getUint16(listAt);
    if (distance === 0) {
      if (isOfDigits(first, last)) view.setUint16(deltaAt, (glyphOf(first, last, tabular) - first) & 0xffff);
      continue;
    }
    for (let digit = Math.max(first, ZERO); digit <= Math.min(last, NINE); digit++) {
      const glyph = tabular[digit - ZERO]! - view.getUint16(deltaAt);
      view.setUint16(listAt + distance + 2 * (digit - first), glyph & 0xffff);
    }
  }
}

function isOfDigits(first: number, last: number): boolean {
  if (last < ZERO || first > NINE) return false;
  if (first < ZERO || last > NINE) throw badLayout();
  return true;
}

function glyphOf(first: number, last: number, tabular: readonly number[]): number {
  const glyph = tabular[first - ZERO]!;
  for (let digit = first; digit <= last; digit++) {
    if (tabular[digit - ZERO] !== glyph + digit - first) throw badLayout();
  }
  return glyph;
}

function badLayout(): RiskbookError {
  return new RiskbookError(
    "BAD_FONT",
    'The digits of the bundled Inter are not where they were. Run "npm ci" to have the version that riskbook knows.',
  );
}
