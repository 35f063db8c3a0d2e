import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../store/index.js";
import { readColumns, toArquero, valueAt } from "./index.js";

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

async function values(sql: string): Promise<unknown[]> {
  const { rows, columns } = await readColumns(database.connection, sql);
  const [column] = Object.values(columns);
  return Array.from({ length: rows }, (_, row) => valueAt(column!, row));
}

describe("readColumns", () => {
  test.each([
    ["SELECT unnest([1.5::DOUBLE, NULL, -0.1])", [1.5, null, -0.1]],
    ["SELECT unnest([1::TINYINT, NULL, -128])", [1, null, -128]],
    ["SELECT unnest([true, NULL, false])", [true, null, false]],
    ["SELECT unnest([9007199254740991::BIGINT, NULL, -9007199254740991])", [9007199254740991, null, -9007199254740991]],
    ["SELECT unnest([9007199254740993::BIGINT, 1])", [9007199254740993n, 1n]],
    ["SELECT unnest([12::HUGEINT, NULL, -3])", [12, null, -3]],
    ["SELECT unnest([170141183460469231731687303715884105727::HUGEINT])", [2n ** 127n - 1n]],
    ["SELECT unnest(['-0.44', NULL, '99.05']::DECIMAL(4,2)[])", [-0.44, null, 99.05]],
    ["SELECT unnest(['-123456.789012', '0.000001']::DECIMAL(18,6)[])", [-123456.789012, 0.000001]],
    ["SELECT unnest(['-1.00000001', '1234567890123456.5']::DECIMAL(24,8)[])", [-1.00000001, 1234567890123456.5]],
    ["SELECT unnest([DATE '1969-12-31', NULL])", [new Date("1969-12-31"), null]],
    ["SELECT unnest([TIMESTAMP '2020-03-02 09:30:00.25', NULL])", [new Date("2020-03-02T09:30:00.250Z"), null]],
    ["SELECT unnest([TIMESTAMPTZ '2020-03-02 09:30:00+02'])", [new Date("2020-03-02T07:30:00Z")]],
    ["SELECT unnest(['b', NULL, 'a', 'b']::ENUM('a', 'b')[])", ["b", null, "a", "b"]],
    ["SELECT unnest([[1, 2], NULL])", [[1, 2], null]],
    ["SELECT 1 WHERE false", []],
  ])("reads %s", async (sql, expected) => {
    expect(await values(sql)).toEqual(expected);
  });

  test("keeps texts of any length and script, blank or missing, over many chunks", async () => {
    const texts = ["", "a", "twelve bytes", "thirteen bytes", "Биржа", "中文交易员", "x".repeat(5000), null, "a"];
    const list = texts.map(text => (text === null ? "NULL" : `'${text}'`)).join(", ");
    const read = await values(`SELECT ([${list}])[1 + i % ${texts.length}] FROM range(9000) AS t(i)`);
    expect(read).toEqual(Array.from({ length: 9000 }, (_, i) => texts[i % texts.length]));
  });

  test("gives one code to each distinct text", async () => {
    const { columns } = await readColumns(
      database.connection,
      "SELECT 'account with a long name ' || (i % 7) AS account FROM range(100000) AS t(i)",
    );
    const account = columns.account!;
    expect(account.type === "string" && account.dictionary.length).toBe(7);
  });

  test("agrees with DuckDB's own reader on random texts", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(fc.string({ unit: "grapheme", maxLength: 30 })), { maxLength: 60 }),
        async texts => {
          const clean = texts.map(text => text?.replaceAll("\0", "") ?? null);
          const list = clean.map(text => (text === null ? "NULL" : `'${text.replaceAll("'", "''")}'`)).join(", ");
          expect(await values(`SELECT unnest([${list}]::VARCHAR[])`)).toEqual(clean);
        },
      ),
      { numRuns: 50 },
    );
  });
});

test("an Arquero table of a result groups, sums and keeps nulls", async () => {
  const table = toArquero(
    await readColumns(
      database.connection,
      "SELECT * FROM (VALUES ('a', 1.5::DOUBLE, DATE '2020-03-02'), ('b', NULL, NULL), ('a', 2, DATE '2020-03-02')) AS t(trader, pnl, day)",
    ),
  );
  expect(table.array("pnl")).toEqual([1.5, null, 2]);
  const sums = table.groupby("trader", "day").rollup({ total: "d => op.sum(d.pnl)" }).objects();
  expect(sums).toEqual([
    { trader: "a", day: new Date("2020-03-02"), total: 3.5 },
    { trader: "b", day: null, total: undefined },
  ]);
});
