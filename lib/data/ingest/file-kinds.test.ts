import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../store/database.js";
import { sqlPath } from "../store/sql.js";
import { type ParsedExecutions, parseExecutions } from "./parse.js";
import { NOW, simpleMap, temporaryFile, temporaryFolder } from "./testing.js";

const HEADER = ["Account", "Time", "Symbol", "Side", "Qty", "Price", "Fee", "Id"];

function parse(name: string, content: string | Uint8Array, map = simpleMap()): Promise<ParsedExecutions> {
  return parseExecutions(temporaryFile(name, content), map, { now: NOW });
}

/** What each file of this test says: a fill of 100 at 10.5 at 09:30:00 in New York. */
function expectTheFill({ fills, rejects }: ParsedExecutions, line = 2): void {
  expect(rejects).toEqual([]);
  expect([
    fills.accounts[0],
    fills.symbols[0],
    fills.quantity[0],
    fills.price[0],
    fills.fees[0],
    fills.line[0],
  ]).toEqual(["A", "XYZ", 100, 10.5, 0.35, line]);
  expect(new Date(fills.time[0]!).toISOString()).toBe("2020-03-02T14:30:00.000Z");
}

describe("JSON lines", () => {
  const fill = (changes: Record<string, unknown> = {}): string =>
    JSON.stringify({
      Account: "A",
      Time: "2020-03-02 09:30:00",
      Symbol: "XYZ",
      Side: "B",
      Qty: 100,
      Price: 10.5,
      Fee: 0.35,
      Id: "1",
      ...changes,
    });

  test("are read by the same map, gzipped too, with keys in any order and some missing", async () => {
    expectTheFill(await parse("fills.jsonl", `${fill()}\n`), 1);
    const { fills } = await parse(
      "fills.jsonl.gz",
      gzipSync(`\n{"Note":"a/b","Id":"9",${fill({ Id: undefined }).slice(1)}\n`),
    );
    expect([fills.n, fills.line[0]]).toEqual([1, 2]);
  });

  test("a line that is no object, or says a key twice, costs itself only", async () => {
    const twice = `{"Price":99,${fill().slice(1)}`;
    const { fills, rejects } = await parse("f.jsonl", [fill(), "{", "[1]", twice, fill()].join("\n"));
    expect(fills.n).toBe(2);
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "is not a JSON object."],
      [3, "is not a JSON object."],
      [4, "has a key twice."],
    ]);
  });

  test("keep what a number is where the map's text has decimal commas", async () => {
    const map = simpleMap({ numbers: { decimal: ",", thousands: "." } });
    const { fills } = await parse("f.jsonl", fill({ Price: 1.234, Fee: "0,5" }), map);
    expect([fills.price[0], fills.fees[0]]).toEqual([1.234, 0.5]);
  });
});

describe("a file without a header", () => {
  test("has its columns named in the map, and its first line is a fill; its times are seconds with decimals", async () => {
    const map = simpleMap({ header: HEADER, time: { format: "epoch-seconds", zone: "America/New_York" } });
    const row = "A,1583159400.0,XYZ,B,100,10.5,0.35,1";
    expectTheFill(await parse("trades.csv", `${row}\n`, map), 1);
    const { fills, rejects } = await parse("trades.csv", `${row.replace("400.0", "400.25")}\n${row},x\n`, map);
    expect([fills.time[0], rejects.map(({ line, reason }) => [line, reason])]).toEqual([
      1_583_159_400_250,
      [[2, "has 9 fields; the header has 8."]],
    ]);
  });
});

describe("Parquet", () => {
  test("is read by the same map, with times of its own in place of the map's format", async () => {
    const path = join(temporaryFolder(), "fills.parquet");
    const { connection, close } = await openDatabase({ threads: 1 });
    await connection.run(`COPY (SELECT 'A' AS Account, TIMESTAMP '2020-03-02 09:30:00' AS Time, 'XYZ' AS Symbol, 'B' AS Side,
      100::BIGINT AS Qty, 10.5::DOUBLE AS Price, 0.35::DECIMAL(9, 2) AS Fee, 1 AS Id) TO ${sqlPath(path)} (FORMAT parquet)`);
    close();
    expectTheFill(
      await parseExecutions(path, simpleMap({ time: { format: "%d/%m/%Y", zone: "America/New_York" } }), { now: NOW }),
      1,
    );
  });
});

describe("workbooks", () => {
  const sheet = (rows: unknown[][]): Promise<Uint8Array> =>
    writeXlsx({ sheets: [{ name: "Fills", rows: rows as never }] });
  const fill = ["A", "2020-03-02 09:30:00", "XYZ", "B", 100, 10.5, 0.35, "1"];

  test("are read by the same map from their first sheet, with the number of their row", async () => {
    expectTheFill(await parse("fills.xlsx", await sheet([HEADER, fill])));
    const titled = await sheet([["Fills of March"], [], HEADER, [], fill]);
    expectTheFill(await parse("fills.xlsx", titled, simpleMap({ skipLines: 2 })), 5);
  });

  test("keep dates and numbers of their own, whatever text the map expects", async () => {
    const own = [...fill];
    own[1] = new Date("2020-03-02T09:30:00Z") as never;
    const map = simpleMap({
      time: { format: "%d/%m/%Y", zone: "America/New_York" },
      numbers: { decimal: ",", thousands: "." },
    });
    const parsed = await parse("fills.xlsx", await sheet([HEADER, own]), map);
    expectTheFill(parsed);
  });

  test("a cell with an error rejects its row and says so, unless nobody uses its column", async () => {
    const bad = [...fill, "#DIV/0!"];
    bad[2] = "#REF!";
    const rows = [[...HEADER, "Return"], [...fill, "#DIV/0!"], bad];
    const { fills, rejects } = await parse("fills.xlsx", await sheet(rows));
    expect([fills.n, rejects.map(({ line, reason }) => [line, reason])]).toEqual([
      1,
      [[3, "has the error #REF! in cell C3. Correct its formula."]],
    ]);
  });

  test("that unpack to far more than they say, or say so, are stopped", async () => {
    const honest = Buffer.from(await sheet([HEADER, fill]));
    for (const size of [0, 0xf0000000]) {
      const lying = Buffer.from(honest);
      for (let at = lying.indexOf("PK\u0001\u0002"); at >= 0; at = lying.indexOf("PK\u0001\u0002", at + 4))
        lying.writeUInt32LE(size, at + 24);
      await expect(parse("bomb.xlsx", lying)).rejects.toMatchObject({ code: "WORKBOOK_TOO_LARGE" });
    }
    const understated = Buffer.from(honest);
    const entry = understated.lastIndexOf("xl/worksheets/sheet1.xml") - 46;
    understated.writeUInt32LE(20, entry + 24);
    await expect(parse("bomb.xlsx", understated)).rejects.toMatchObject({ code: "WORKBOOK_TOO_LARGE" });
  });

  test("that have a cell longer than any that Excel writes are refused", async () => {
    const long = await sheet([HEADER, ["A".repeat(40_000), ...fill.slice(1)]]);
    await expect(parse("long.xlsx", long)).rejects.toThrow("a cell is longer than any that Excel writes");
  });

  test("that were cut off are refused", async () => {
    const whole = await sheet([HEADER, fill]);
    await expect(parse("fills.xlsx", whole.subarray(0, whole.length - 100))).rejects.toMatchObject({
      code: "BAD_WORKBOOK",
    });
  });
});
