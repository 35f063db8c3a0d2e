import { createReadStream } from "node:fs";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BLANK = 0x20;
const QUOTATION_MARK = 0x22;
const NO_ASCII = 0x80;
const BYTES_AT_ONCE = 1 << 20;

/** What is known of a sound text. */
export interface SoundLines {
  readonly lines: number;
  /** Whether it is plain ASCII without a tab in a field and without a blank beside a delimiter or a line end. */
  readonly tight: boolean;
}

/**
 * Counts the lines of a text in which a line is a record and nothing else: no quotation mark, no blank line, one kind of line
 * end, no zero byte. Of such a text a CSV reader can neither lose a line nor count it wrong.
 * @returns undefined for any other text
 */
export async function countSoundLines(path: string, delimiter: string): Promise<SoundLines | undefined> {
  const lines = new LineCount(delimiter);
  for await (const piece of createReadStream(path, { highWaterMark: BYTES_AT_ONCE })) {
    if (!lines.add(piece as Uint8Array)) return undefined;
  }
  return lines.total();
}

/** Counts lines piece by piece; a line may lie in two pieces. */
class LineCount {
  #feeds = 0;
  #returns = 0;
  #previous = LINE_FEED;
  #tight = true;
  readonly #delimiter: number;

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** False as soon as the text is not sound. Most bytes are passed by with one look, which is what makes it fast. */
  add(piece: Uint8Array): boolean {
    if (this.#previous === BLANK && this.#isBorder(piece[0])) this.#tight = false;
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at]!;
      if (byte > QUOTATION_MARK && byte < NO_ASCII) continue;
      const before = at === 0 ? this.#previous : piece[at - 1]!;
      if (byte === LINE_FEED) {
        if (!this.#endLine(before)) return false;
      } else if (byte === CARRIAGE_RETURN) {
        if (before === LINE_FEED) return false;
        this.#returns++;
      } else if (byte === BLANK) {
        if (this.#isBorder(before) || this.#isBorder(piece[at + 1])) this.#tight = false;
      } else if (byte === QUOTATION_MARK || byte === 0) return false;
      else if ((byte < BLANK && byte !== this.#delimiter) || byte >= NO_ASCII) this.#tight = false;
    }
    this.#previous = piece.at(-1) ?? this.#previous;
    return true;
  }

  total(): SoundLines | undefined {
    if (this.#returns > 0 && this.#returns !== this.#feeds) return undefined;
    const tight = this.#tight && this.#previous !== BLANK;
    return { lines: this.#feeds + (this.#previous === LINE_FEED ? 0 : 1), tight };
  }

  /** False where the line is blank or ends otherwise than those before it. */
  #endLine(before: number): boolean {
    this.#feeds++;
    return before !== LINE_FEED && (before === CARRIAGE_RETURN) === this.#returns > 0;
  }

  #isBorder(byte: number | undefined): boolean {
    return byte === this.#delimiter || byte === LINE_FEED || byte === CARRIAGE_RETURN;
  }
}
