import type { DuckDBDataChunk } from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";
import type { Nulls } from "./column.js";

/** The raw bytes of one column of a chunk: DuckDB's own vector, valid as long as the chunk is. */
export function vectorBytes(chunk: DuckDBDataChunk, column: number, bytesPerValue: number): Uint8Array {
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
  return duckdb.vector_get_data(vector, chunk.rowCount * bytesPerValue);
}

/** The bytes that a pointer inside a vector's data leads to, such as those of a text too long to stand inline. */
export function pointedBytes(data: Uint8Array, pointerOffset: number, length: number): Uint8Array {
  return duckdb.get_data_from_pointer(data.buffer as ArrayBuffer, data.byteOffset + pointerOffset, length);
}

/** Copies one column of all chunks into a byte array of `rows` values. */
export function gatherBytes(
  chunks: readonly DuckDBDataChunk[],
  column: number,
  rows: number,
  bytesPerValue: number,
): Uint8Array {
  const gathered = new Uint8Array(rows * bytesPerValue);
  let offset = 0;
  for (const chunk of chunks) {
    const bytes = vectorBytes(chunk, column, bytesPerValue);
    gathered.set(bytes, offset);
    offset += bytes.length;
  }
  return gathered;
}

/** Which rows of a column are null; null when none is. */
export function gatherNulls(chunks: readonly DuckDBDataChunk[], column: number, rows: number): Nulls {
  let nulls: Uint8Array | null = null;
  let offset = 0;
  for (const chunk of chunks) {
    const count = chunk.rowCount; // asks DuckDB: not for an inner loop
    const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
    // An absent validity mask means that every row has a value; the binding answers null then despite its type.
    const mask = duckdb.vector_get_validity(vector, Math.ceil(count / 64) * 8) as Uint8Array | null;
    for (let row = 0; mask && row < count; row++) {
      if (((mask[row >> 3]! >> (row & 7)) & 1) === 1) continue;
      nulls ??= new Uint8Array(rows);
      nulls[offset + row] = 1;
    }
    offset += count;
  }
  return nulls;
}
