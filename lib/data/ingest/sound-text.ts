import { isAscii } from "node:buffer";
import { createReadStream } from "node:fs";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BLANK = 0x20;
const QUOTATION_MARK = 0x22;
const BYTES_AT_ONCE = 1 << 20;

/** What is known of a sound text. */
export interface SoundLines {
  readonly lines: number;
  /** Whether it is plain ASCII without a blank beside a delimiter or a line end. */
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
  #tight = true;
  readonly #loose: readonly string[];

  constructor(delimiter: string) {
    this.#loose = [` ${delimiter}`, `${delimiter} `, " \n", " \r", "\n "];
  }

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
    this.#tight &&= this.#isTight(piece);
    this.#bytes += piece.length;
    this.#lastByte = piece[piece.length - 1] ?? this.#lastByte;
    return true;
  }

  total(): SoundLines | undefined {
    if (this.#returns > 0 && this.#returns !== this.#feeds) return undefined;
    const tight = this.#tight && this.#lastByte !== BLANK;
    return { lines: this.#feeds + (this.#lastByte === LINE_FEED ? 0 : 1), tight };
  }

  #isTight(piece: Buffer): boolean {
    const crossing = this.#lastByte === BLANK || piece[0] === BLANK;
    return !crossing && isAscii(piece) && this.#loose.every(pair => !piece.includes(pair));
  }
}
