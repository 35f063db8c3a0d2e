import type { DuckDBDataChunk } from "@duckdb/node-api";
import { gatherNulls, pointedBytes, vectorBytes } from "./chunks.js";
import type { Column } from "./column.js";

/** DuckDB keeps a text of at most this many bytes inside its 16-byte string value; a longer one is a pointer there. */
const INLINE_BYTES = 12;
const WORDS = 4;

/**
 * Reads a VARCHAR column as codes into a dictionary, in order of first appearance. A text is decoded once for each
 * distinct 16-byte string value: inline texts are equal exactly when those bytes are, and equal pointers lead to one text
 * as long as all chunks of the result are alive.
 */
export function readStrings(chunks: readonly DuckDBDataChunk[], column: number, rows: number): Column {
  const nulls = gatherNulls(chunks, column, rows);
  const codes = new Int32Array(rows);
  const dictionary = new TextDictionary();
  let offset = 0;
  for (const chunk of chunks) {
    const bytes = vectorBytes(chunk, column, WORDS * 4);
    const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    for (let row = 0; row * WORDS < words.length; row++, offset++) {
      codes[offset] = nulls?.[offset] === 1 ? -1 : dictionary.code(words, row * WORDS, bytes);
    }
  }
  return { type: "string", codes, dictionary: dictionary.texts };
}

/** An open-addressing hash table from 16-byte string values to codes. */
class TextDictionary {
  readonly texts: string[] = [];
  private slots: Int32Array = new Int32Array(1024).fill(-1);
  private keys: Int32Array = new Int32Array(1024 * WORDS);
  private keyCodes: Int32Array = new Int32Array(1024);
  private used = 0;
  /** Two pointers may lead to equal long texts. */
  private readonly longTexts = new Map<string, number>();

  code(words: Int32Array, at: number, bytes: Uint8Array): number {
    const mask = this.slots.length - 1;
    let slot = hash(words, at) & mask;
    for (let key = this.slots[slot]!; key >= 0; key = this.slots[slot]!) {
      if (equalWords(this.keys, key * WORDS, words, at)) return this.keyCodes[key]!;
      slot = (slot + 1) & mask;
    }
    return this.add(words, at, bytes, slot);
  }

  private add(words: Int32Array, at: number, bytes: Uint8Array, slot: number): number {
    const key = this.used++;
    if (key === this.keyCodes.length) this.growKeys();
    this.keys.set(words.subarray(at, at + WORDS), key * WORDS);
    this.slots[slot] = key;
    const code = this.intern(bytes, at * 4, words[at]!);
    this.keyCodes[key] = code;
    if (this.used * 2 > this.slots.length) this.rehash();
    return code;
  }

  private intern(bytes: Uint8Array, offset: number, length: number): number {
    if (length <= INLINE_BYTES) return this.texts.push(utf8(bytes.subarray(offset + 4, offset + 4 + length))) - 1;
    const text = utf8(pointedBytes(bytes, offset + 8, length));
    const known = this.longTexts.get(text);
    if (known !== undefined) return known;
    const code = this.texts.push(text) - 1;
    this.longTexts.set(text, code);
    return code;
  }

  private growKeys(): void {
    const keys = new Int32Array(this.keys.length * 2);
    keys.set(this.keys);
    this.keys = keys;
    const keyCodes = new Int32Array(this.keyCodes.length * 2);
    keyCodes.set(this.keyCodes);
    this.keyCodes = keyCodes;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let key = 0; key < this.used; key++) {
      let slot = hash(this.keys, key * WORDS) & mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = key;
    }
  }
}

function hash(words: Int32Array, at: number): number {
  let mixed = Math.imul(words[at]! ^ words[at + 1]!, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13) ^ words[at + 2]!, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16) ^ words[at + 3]!, 0x27d4eb2f);
  return mixed ^ (mixed >>> 15);
}

function equalWords(left: Int32Array, i: number, right: Int32Array, j: number): boolean {
  return (
    left[i] === right[j] && left[i + 1] === right[j + 1] && left[i + 2] === right[j + 2] && left[i + 3] === right[j + 3]
  );
}

function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
