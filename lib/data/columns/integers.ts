import type { DuckDBDecimalType } from "@duckdb/node-api";
import type { Column, Nulls } from "./column.js";

const LARGEST_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** 64-bit integers: numbers when every one of them is a safe integer, else as they are. */
export function integerColumn(values: BigInt64Array, nulls: Nulls): Column {
  const numbers = new Float64Array(values.length);
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  for (let row = 0; row < numbers.length; row++) {
    const high = words[row * 2 + 1]!;
    if ((high >= 0x200000 || high < -0x200000) && nulls?.[row] !== 1) return { type: "bigint", values, nulls };
    numbers[row] = high * 0x1_0000_0000 + (words[row * 2]! >>> 0);
  }
  return { type: "number", values: numbers, nulls };
}

/** 128-bit integers, low word first: numbers when every one of them is a safe integer, else `bigint` values. */
export function wideIntegerColumn(words: BigInt64Array, nulls: Nulls): Column {
  const values = new Array<bigint>(words.length / 2);
  let safe = true;
  for (let row = 0; row < values.length; row++) {
    const value = wide(words, row);
    values[row] = value;
    safe &&= nulls?.[row] === 1 || (value <= LARGEST_SAFE && value >= -LARGEST_SAFE);
  }
  return safe
    ? { type: "number", values: Float64Array.from(values, Number), nulls }
    : { type: "bigint", values, nulls };
}

/**
 * Decimals as the doubles nearest to them. The unscaled integer is divided once by a power of ten, which IEEE 754 rounds
 * correctly as long as the integer is safe and the scale at most 22.
 */
export function decimalColumn(buffer: ArrayBuffer, type: DuckDBDecimalType, nulls: Nulls): Column {
  const divisor = 10 ** type.scale;
  const unscaled = unscaledNumbers(buffer, type.width);
  for (let row = 0; row < unscaled.length; row++) unscaled[row]! /= divisor;
  return { type: "number", values: unscaled, nulls, scale: type.scale };
}

function unscaledNumbers(buffer: ArrayBuffer, digits: number): Float64Array {
  if (digits <= 4) return Float64Array.from(new Int16Array(buffer));
  if (digits <= 9) return Float64Array.from(new Int32Array(buffer));
  if (digits <= 18) return numbersOfWords(new Int32Array(buffer), 2);
  return numbersOfWords(new Int32Array(buffer), 4);
}

/** The doubles nearest to 64 or 128-bit two's complement integers, given as 32-bit words, lowest first. */
export function numbersOfWords(words: Int32Array, wordsPerValue: 2 | 4): Float64Array {
  const numbers = new Float64Array(words.length / wordsPerValue);
  for (let row = 0, at = 0; row < numbers.length; row++, at += wordsPerValue) {
    const high = words[at + 1]!;
    const sign = high < 0 ? -1 : 0;
    const fitsIn64 = wordsPerValue === 2 || (words[at + 2] === sign && words[at + 3] === sign);
    numbers[row] = fitsIn64
      ? high * 0x1_0000_0000 + (words[at]! >>> 0)
      : Number(wide(new BigInt64Array(words.buffer, words.byteOffset + at * 4, 2), 0));
  }
  return numbers;
}

function wide(words: BigInt64Array, row: number): bigint {
  return (words[row * 2 + 1]! << 64n) + BigInt.asUintN(64, words[row * 2]!);
}
