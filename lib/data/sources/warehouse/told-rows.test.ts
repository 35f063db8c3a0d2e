import { describe, expect, test } from "vitest";
import type { WarehouseQuery } from "./queries.js";
import { csvOfRows, type ToldRow } from "./told-rows.js";

const QUERY: WarehouseQuery = {
  name: "q",
  origin: "sources.w.queries.q",
  sql: "SELECT 1",
  watermark: { column: "day", kind: "date" },
  first: "2020-01-01",
  window: "month",
  dataset: "fills",
};

async function csv(...rows: ToldRow[]): Promise<{ text: string; rows: number }> {
  const page = csvOfRows(
    QUERY,
    (async function* () {
      yield* rows;
    })(),
  );
  const pieces: Uint8Array[] = [];
  for await (const piece of page.stream) pieces.push(piece);
  return { text: Buffer.concat(pieces).toString(), rows: page.rows() };
}

describe("rows of a database's package, as CSV", () => {
  test("keep exact numbers, the packages' own dates and integers, and texts with anything in them", async () => {
    const decimal = { toFixed: () => "12345678901234567890.123456789", toString: () => "1.23e19" };
    const row = {
      day: { value: "2020-03-30" },
      n: decimal,
      i: { value: "9007199254740993" },
      t: 'a "b",\nc',
      x: null,
      y: true,
    };
    expect(await csv(row)).toEqual({
      text: 'day,n,i,t,x,y\n2020-03-30,12345678901234567890.123456789,9007199254740993,"a ""b"",\nc",,true\n',
      rows: 1,
    });
  });

  test("come in pieces, so that a large result is never held", async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => ({ day: "2020-03-30", text: String(i).padStart(40, "x") }));
    const page = csvOfRows(
      QUERY,
      (async function* () {
        yield* rows;
      })(),
    );
    const sizes: number[] = [];
    for await (const piece of page.stream) sizes.push(piece.length);
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.max(...sizes)).toBeLessThan(70_000);
    expect(page.rows()).toBe(5000);
  });

  test("without any row are an empty page", async () => {
    expect(await csv()).toEqual({ text: "", rows: 0 });
  });

  test.each([
    ["an array", { day: "2020-03-30", list: [1] }, '"list" as an array'],
    ["bytes", { day: "2020-03-30", raw: Buffer.from("a") }, '"raw" as bytes or a record'],
    ["a record", { day: "2020-03-30", record: { a: 1 } }, '"record" as bytes or a record'],
    ["no watermark", { day: null }, 'has rows without "day"'],
    ["no such column", { date: "2020-03-30" }, 'gives no column "day"'],
  ])("with %s are refused by name", async (_, row, said) => {
    await expect(csv(row)).rejects.toThrow(said);
  });
});
