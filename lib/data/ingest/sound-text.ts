import { createReadStream } from "node:fs";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTATION_MARK = 0x22;
const BYTES_AT_ONCE = 1 << 20;

/**
 * Counts the lines of a text in which a line is a record and nothing else: no quotation mark, no blank line, one kind of line
 * end, no zero byte. Of such a text a CSV reader can neither lose a line nor count it wrong.
 * @returns undefined for any other text
 */
export async function countSoundLines(path: string): Promise<number | undefined> {
  const lines = new LineCount();
  for await (const piece of createReadStream(path, { highWaterMark: BYTES_AT_ONCE })) {
    if (!lines.add(piece as Buffer)) return undefined;
  }
  return lines.total();
}

/** Counts lines piece by piece; a line may lie in two pieces. */
class LineCount {
  #feeds = 0;
  #returns = 0;
  #bytes = 0;
  #lastFeed = -1;
  #lastByte = LINE_FEED;

  /** False as soon as the text is not sound. */
  add(piece: Buffer): boolean {
    if (piece.includes(QUOTATION_MARK) || piece.includes(0)) return false;
    for (let at = piece.indexOf(CARRIAGE_RETURN); at >= 0; at = piece.indexOf(CARRIAGE_RETURN, at + 1)) this.#returns++;
    for (let at = piece.indexOf(LINE_FEED); at >= 0; at = piece.indexOf(LINE_FEED, at + 1)) {
      const returned = (at > 0 ? piece[at - 1] : this.#lastByte) === CARRIAGE_RETURN;
      const feed = this.#bytes + at;
      if (feed - this.#lastFeed === (returned ? 2 : 1)) return false;
      if (returned !== this.#returns > 0) return false;
      this.#feeds++;
      this.#lastFeed = feed;
    }
    this.#bytes += piece.length;
    this.#lastByte = piece[piece.length - 1] ?? this.#lastByte;
    return true;
  }

  total(): number | undefined {
    if (this.#returns > 0 && this.#returns !== this.#feeds) return undefined;
    return this.#feeds + (this.#lastByte === LINE_FEED ? 0 : 1);
  }
}
