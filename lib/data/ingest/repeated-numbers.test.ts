import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../store/index.js";
import { repeatedNumbers } from "./repeated-numbers.js";

async function repeatedIn(numbers: string, count: number): Promise<ReadonlySet<bigint> | undefined> {
  const { connection, close } = await openDatabase();
  onTestFinished(close);
  return repeatedNumbers(connection, `SELECT ${numbers} FROM range(${count})`, count);
}

test("names the numbers that occur twice or more often, as grouping them does", async () => {
  const { connection, close } = await openDatabase();
  onTestFinished(close);
  const sql = "SELECT hash(range % 299000) AS key FROM range(300000)";
  const grouped = await connection.runAndReadAll(`SELECT key FROM (${sql}) GROUP BY key HAVING count(*) > 1`);
  const repeated = await repeatedNumbers(connection, sql, 300_000);
  expect(repeated).toEqual(new Set(grouped.getRows().map(([key]) => key)));
  expect(repeated!.size).toBe(1000);
});

test("never misses one, and takes one for another only where their halves are alike", async () => {
  expect(await repeatedIn("(range << 32)::UBIGINT", 3000)).toEqual(new Set([1n << 32n])); // 0 is kept as 1
  expect(await repeatedIn("range::UBIGINT", 3000)).toEqual(new Set());
  expect(await repeatedIn("hash(range)", 3000)).toEqual(new Set());
});

test("leaves it to SQL where very many repeat, or there are too many at all", async () => {
  expect(await repeatedIn("hash(range % 20000)", 40_000)).toBeUndefined();
  const { connection, close } = await openDatabase();
  onTestFinished(close);
  expect(await repeatedNumbers(connection, "SELECT 1::UBIGINT", 30_000_000)).toBeUndefined();
});
