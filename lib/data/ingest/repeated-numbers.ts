import type { DuckDBConnection } from "@duckdb/node-api";
import { vectorBytes } from "../columns/chunks.js";

/** Beyond so many numbers a set of them would take too much memory, and beyond so many repeats too much time to tell. */
const MOST_NUMBERS = 20_000_000;
const MOST_REPEATED = 10_000;

/**
 * Which numbers of a query's only column, a UBIGINT without nulls, occur more than once; now and then it names one that
 * does not, never fails to name one that does. Grouping them in SQL takes four times as long and five times the memory.
 * @param count how many there are
 * @returns undefined where there are too many, or too many of them repeat
 */
export async function repeatedNumbers(
  connection: DuckDBConnection,
  sql: string,
  count: number,
): Promise<ReadonlySet<bigint> | undefined> {
  if (count > MOST_NUMBERS) return undefined;
  const seen = new SeenNumbers(count);
  const repeated = new Set<bigint>();
  const result = await connection.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    if (repeated.size > MOST_REPEATED) continue; // a stream has to be read to its end
    const bytes = vectorBytes(chunk, 0, 8);
    seen.addAll(new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4), repeated);
  }
  return repeated.size > MOST_REPEATED ? undefined : repeated;
}

/** A set of numbers that stand evenly in 64 bits: the lower half says where one lies, the upper half lies there. */
class SeenNumbers {
  readonly #slots: Uint32Array;

  constructor(most: number) {
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(1.4 * most + 1024)));
  }

  /** @param halves lower and upper half of each number in turn */
  addAll(halves: Uint32Array, repeated: Set<bigint>): void {
    const slots = this.#slots;
    const last = slots.length - 1;
    for (let i = 0; i < halves.length; i += 2) {
      const kept = halves[i + 1]! || 1; // 0 is an empty slot
      let slot = halves[i]! & last;
      while (slots[slot] !== 0 && slots[slot] !== kept) slot = (slot + 1) & last;
      if (slots[slot] === kept) repeated.add((BigInt(halves[i + 1]!) << 32n) | BigInt(halves[i]!));
      else slots[slot] = kept;
    }
  }
}
