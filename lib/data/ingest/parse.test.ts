import { existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { packageRoot } from "../../core/index.js";
import { readMap } from "./map-file.js";
import { type ParsedExecutions, parseExecutions } from "./parse.js";
import { NOW, simpleMap, temporaryFile } from "./testing.js";

const HEADER = "Account,Time,Symbol,Side,Qty,Price,Fee,Id";
const GOOD = "A,2020-03-02 09:30:00,XYZ,B,100,10.5,0.35,1";

function parse(content: string | Uint8Array, map = simpleMap()): Promise<ParsedExecutions> {
  return parseExecutions(temporaryFile("fills.csv", content), map, { now: NOW });
}

function lines(...rows: string[]): string {
  return `${[HEADER, ...rows].join("\n")}\n`;
}

describe("a fill", () => {
  test("takes its time from the source's zone and its trade date from the source's day", async () => {
    const { fills } = await parse(lines("A,2020-03-02 20:30:00,XYZ,T,100,10.5,0.35,1"));
    expect(new Date(fills.time[0]!).toISOString()).toBe("2020-03-03T01:30:00.000Z");
    expect(fills.day[0]).toBe(Date.parse("2020-03-02") / 86_400_000);
    expect([fills.sign[0], fills.quantity[0], fills.price[0], fills.fees[0]]).toEqual([-1, 100, 10.5, 0.35]);
  });

  test("is found by header names, whatever their order, with a byte-order mark, blanks and Windows line ends", async () => {
    const { fills, read } = await parse(
      "\uFEFFPrice, Qty ,Id,Fee,Side,Symbol,Note,Time,Account\r\n10.5,100,1,0.35,B,XYZ,,2020-03-02 09:30:00,A\r\n",
    );
    expect(read).toBe(1);
    expect([fills.accounts, fills.symbols, fills.price[0]]).toEqual([["A"], ["XYZ"], 10.5]);
  });

  test("is read from gzip, by its content and not its name", async () => {
    expect((await parse(gzipSync(lines(GOOD)))).fills.n).toBe(1);
  });

  test("sums fee columns, with brackets for negatives, and a blank fee is none", async () => {
    const map = simpleMap({ columns: { ...simpleMap().map.columns, fees: ["Fee", "Ecn", "Clr"] } });
    const { fills } = await parse(`${HEADER},Ecn,Clr\n${GOOD},(0.44),\n`, map);
    expect(fills.fees[0]).toBe(-0.09);
  });

  test("keeps hostile and foreign text as it is", async () => {
    const names = ["=cmd|' /C calc'!A0", "<img src=x onerror=alert(1)>", "Биржа", "中文", "'; DROP TABLE staged; --"];
    const { fills } = await parse(
      lines(...names.map(name => GOOD.replace("XYZ", `"${name}"`).replace("A,", `"${name}",`))),
    );
    expect(fills.symbols).toEqual(names);
    expect(fills.accounts).toEqual(names);
  });

  test("is read from a semicolon file with decimal commas and grouped thousands", async () => {
    const map = simpleMap({ delimiter: ";", numbers: { decimal: ",", thousands: "." } });
    const { fills } = await parse(
      lines(GOOD).replaceAll(",", ";").replace("10.5", "49.998,96").replace("0.35", "0,35"),
      map,
    );
    expect([fills.price[0], fills.fees[0]]).toEqual([49998.96, 0.35]);
  });

  test("takes its side from the sign of the quantity where the map says so", async () => {
    const { side: _, ...columns } = simpleMap().map.columns;
    const map = simpleMap({ columns, quantity: "signed" });
    const { fills } = await parse(lines(GOOD, GOOD.replace(",100,", ",-7.25,")), map);
    expect([...fills.sign]).toEqual([1, -1]);
    expect([...fills.quantity]).toEqual([100, 7.25]);
  });

  test.each([
    ["iso", "2020-03-02T09:30:00-05:00", "2020-03-02T14:30:00.000Z"],
    ["iso", "2020-03-02 14:30:00+0000", "2020-03-02T14:30:00.000Z"],
    ["iso", "2020-03-02 09:30:00.250", "2020-03-02T14:30:00.250Z"],
    ["epoch-seconds", "1583159400.5", "2020-03-02T14:30:00.500Z"],
    ["epoch-milliseconds", "1583159400000", "2020-03-02T14:30:00.000Z"],
    ["%Y%m%d;%H%M%S", "20200302;093000", "2020-03-02T14:30:00.000Z"],
    ["iso", "2019-11-03 01:30:00-05:00", "2019-11-03T06:30:00.000Z"],
    ["iso", "2019-11-03 02:00:00", "2019-11-03T07:00:00.000Z"],
    ["iso", "2020-03-08 03:00:00", "2020-03-08T07:00:00.000Z"],
  ])("reads a time written as %s: %s", async (format, text, expected) => {
    const map = simpleMap({ time: { format, zone: "America/New_York" } });
    const { fills, rejects } = await parse(lines(GOOD.replace("2020-03-02 09:30:00", `"${text}"`)), map);
    expect(rejects).toEqual([]);
    expect(new Date(fills.time[0]!).toISOString()).toBe(expected);
  });
});

describe("a row that does not parse is kept with its line, the reason and the remedy", () => {
  test.each([
    [
      "a side nobody knows",
      GOOD.replace(",B,", ",X,"),
      'side was "X"; expected B, S or T. Map it under sides in maps/simple.yaml.',
    ],
    [
      "price 0",
      GOOD.replace("10.5", "0"),
      'price was "0"; expected more than 0. Set negativePrices in maps/simple.yaml where that can be.',
    ],
    ["a negative price", GOOD.replace("10.5", "-3"), 'price was "-3"; expected more than 0.'],
    [
      "a date in the future",
      GOOD.replace("2020-03-02", "2020-04-18"),
      'time was "2020-04-18 09:30:00"; expected a time that is not in the future',
    ],
    [
      "a day that does not exist",
      GOOD.replace("03-02", "02-30"),
      'time was "2020-02-30 09:30:00"; expected %Y-%m-%d %H:%M:%S.',
    ],
    [
      "a time that the clock was put forward over",
      GOOD.replace("2020-03-02 09:30:00", "2020-03-08 02:30:00"),
      'time was "2020-03-08 02:30:00"; expected a time that there is in America/New_York',
    ],
    [
      "a time that the clock showed twice",
      GOOD.replace("2020-03-02 09:30:00", "2019-11-03 01:30:00"),
      "expected a time that there is once in America/New_York: its clock was put back",
    ],
    ["no account", GOOD.replace("A,", ","), 'account was ""; expected its name.'],
    ["a bad number", GOOD.replace("100", "1O0"), 'quantity was "1O0"; expected a number.'],
    ["not a number", GOOD.replace("10.5", "NaN"), 'price was "NaN"; expected a number.'],
    [
      "a decimal comma that the map does not name",
      GOOD.replace("10.5", '"1,5"'),
      'price was "1,5"; expected a number. Set numbers.decimal',
    ],
    ["a quantity finer than the store keeps", GOOD.replace("100", "0.123456789"), "expected at most 8 decimal places."],
    ["quantity 0", GOOD.replace("100", "0"), "expected a quantity other than zero."],
    ["too few fields", "A,2020-03-02 09:30:00", "has 2 fields; the header has 8."],
    ["too many fields", `${GOOD},x,y`, "has 10 fields; the header has 8."],
    ["an open quotation mark", `"${GOOD}`, "has a quotation mark that is not closed or stands inside a field."],
  ])("%s", async (_, bad, reason) => {
    const { fills, rejects, read } = await parse(lines(GOOD, bad, GOOD, GOOD));
    expect(read).toBe(4);
    expect(fills.n).toBe(3);
    expect([...fills.line]).toEqual([2, 4, 5]);
    expect(rejects).toMatchObject([{ source: "fills.csv", line: 3, text: bad }]);
    expect(rejects[0]!.reason).toContain(reason);
  });

  test("1 broken row among 100,000 loses itself only", async () => {
    const rows = Array.from({ length: 100_000 }, () => GOOD);
    rows[70_000] = `${GOOD.replace("XYZ", '"XYZ')}`;
    const { fills, rejects } = await parse(lines(...rows));
    expect(fills.n).toBe(99_999);
    expect(rejects.map(({ line }) => line)).toEqual([70_002]);
    expect(fills.line[70_000]).toBe(70_003);
  });

  test("bytes that are no text cost their own line, and the lines after it keep their numbers", async () => {
    const bad = Buffer.concat([
      Buffer.from("A,2020-03-02 09:30:00,X"),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(",B,1,1,0,2\n"),
    ]);
    const { fills, rejects } = await parse(
      Buffer.concat([Buffer.from(`${HEADER}\n`), bad, bad, Buffer.from(`${GOOD}\n`)]),
    );
    expect(rejects.map(({ line }) => line)).toEqual([2, 3]);
    expect(rejects[0]!.reason).toContain("is not utf-8 text");
    expect([...fills.line]).toEqual([4]);
  });
});

test("a quoted field may hold delimiters, quotation marks and line breaks; blank lines are no rows", async () => {
  const { fills, read, rejects } = await parse(
    `${HEADER},Note\n${GOOD},"one\n\n""two"", three"\n\n${GOOD}, "four" \n${GOOD},""\n`,
  );
  expect(rejects).toEqual([]);
  expect(read).toBe(3);
  expect([...fills.line]).toEqual([2, 6, 7]);
});

describe("a file that cannot be used says what, where and how to mend it", () => {
  test.each([
    ["EMPTY_FILE", "", "is empty"],
    ["EMPTY_FILE", "\n\n", "has no header on line 1"],
    [
      "MISSING_COLUMN",
      lines(GOOD).replace("Price", "Px"),
      'has no column "Price". It has: Account, Time, Symbol, Side, Qty, Px',
    ],
    ["DUPLICATE_COLUMN", lines(GOOD).replace("Fee", "Price"), 'the column "Price" stands twice'],
    ["MIXED_LINE_ENDS", `${HEADER}\r\n${GOOD}\rx\n\r\n${GOOD}`, "lone carriage return"],
    ["MISSING_COLUMN", lines(GOOD).replaceAll(",", ";"), 'It seems to separate its columns by semicolons (";")'],
    ["NOT_TEXT", "A,B\n\u0000\u0000", "is not text: it has zero bytes. Export it as CSV"],
    ["BAD_WORKBOOK", "PK\u0003\u0004\u0000\u0000", "is not a whole workbook"],
    ["BAD_PARQUET", "PAR1\u0000\u0000", "is not a whole Parquet file"],
    ["BAD_WORKBOOK", Buffer.from("d0cf11e0a1b11ae1", "hex"), "is not a whole workbook"],
    ["WEB_PAGE", "<!DOCTYPE html><html><body>Log in</body></html>", "is a web page, not data"],
    ["NOT_TABLE", "<a/>", 'Name the one that is a row as "element"'],
    ["BAD_GZIP", gzipSync(lines(...Array<string>(1000).fill(GOOD))).subarray(0, 90), "is not a whole gzip file"],
  ])("%s for %j", async (code, content, sentence) => {
    await expect(parse(content)).rejects.toMatchObject({ code, message: expect.stringContaining(sentence) });
  });

  test("NO_FILE for a file that is not there", async () => {
    await expect(parseExecutions("/nowhere/x.csv", simpleMap(), { now: NOW })).rejects.toMatchObject({
      code: "NO_FILE",
    });
  });

  test("a file with a header only has no rows", async () => {
    expect(await parse(lines())).toMatchObject({ read: 0, rejects: [] });
  });
});

describe("a map that cannot be used names each field that is wrong", () => {
  test.each([
    [{ columns: { time: "Time" } }, "columns.account: name the column, or give a constant under constants.account"],
    [{ time: { format: "iso", zone: "Mars/Olympus" } }, "time.zone: must be a time zone"],
    [{ sides: {} }, "sides: give the source's words"],
    [{ nonsense: 1 }, "nonsense"],
    [{ numbers: { decimal: ",", thousands: "," } }, "numbers: decimal and thousands must differ"],
  ])("%j", (changes, sentence) => {
    expect(() => simpleMap(changes)).toThrow(sentence);
  });
});

describe("the shipped maps", () => {
  const map = (name: string) => readMap(join(packageRoot(), "data", "maps", `${name}.yaml`));

  test("propreports-fills reads the export's header, with all fees, shorts, options and futures", async () => {
    const header =
      "Date/Time,Account,B/S,Qty,Symbol,Price,Route,Liq,Comm,Ecn Fee,SEC,ORF,CAT,TAF,FTT,NSCC,Acc,Clr,Misc,Order Id,Fill Id,Currency,ISIN,CUSIP,Status,PropReports Id";
    const fill = (side: string, symbol: string) =>
      `03/02/2020 09:30:00,TRD1,${side},"1,200",${symbol},10.5,ARCA,A,0.5,(0.2),0.01,0,0,0,0,0,0,0,0,77,${symbol}${side},USD,,,,`;
    const { fills, rejects } = await parse(
      [header, fill("B", "XYZ"), fill("T", "AAPL  200417C00250000"), fill("S", "ESM20"), fill("B", "ZZZ")].join("\n"),
      map("propreports-fills"),
    );
    expect(rejects).toEqual([]);
    expect([...fills.sign]).toEqual([1, -1, -1, 1]);
    expect([...fills.multipliers]).toEqual([1, 100, 50, 1]);
    expect(fills.kinds).toEqual(["equity", "option", "future", "equity"]);
    expect(fills.fees[0]).toBeCloseTo(0.31, 12);
    expect(fills.quantity[0]).toBe(1200);
  });

  test("tradervue joins date and time", async () => {
    const { fills } = await parse(
      "Date,Time,Symbol,Quantity,Price,Side,Commission\n03/02/2020,09:30:00,XYZ,100,10.5,Sell,1\n",
      map("tradervue"),
    );
    expect(new Date(fills.time[0]!).toISOString()).toBe("2020-03-02T14:30:00.000Z");
    expect([fills.sign[0], fills.accounts]).toEqual([-1, ["tradervue"]]);
  });

  const REAL = join(packageRoot(), "..", "shared", "data", "strategy_fills_2004_2009.csv");
  test.skipIf(!existsSync(REAL))(
    "strategy-fills reads a back-tested strategy, which needs ../shared/data",
    async () => {
      const { fills, rejects } = await parseExecutions(REAL, map("strategy-fills"), { now: NOW });
      expect([fills.n, rejects.length, fills.symbols.length]).toEqual([9367, 0, 7]);
    },
  );
});

describe("a future", () => {
  const map = simpleMap({ instruments: { kind: "future", multiplier: { roots: { FDAX: 25 } } } });

  test("has the multiplier of its root, the map's before the known ones", async () => {
    const { fills } = await parse(
      lines(...["ESZ5", "/MNQH20", "FDAXM2020", "CL"].map(symbol => GOOD.replace("XYZ", symbol))),
      map,
    );
    expect([...fills.multipliers]).toEqual([50, 2, 25, 1000]);
  });

  test("of an unknown root is rejected, never taken as 1", async () => {
    const { fills, rejects } = await parse(lines(GOOD.replace("XYZ", "ZZZH0")), map);
    expect(fills.n).toBe(0);
    expect(rejects[0]!.reason).toBe(
      'symbol was "ZZZH0"; the multiplier of futures root "ZZZ" is not known. Add it under multiplier.roots in maps/simple.yaml.',
    );
  });
});
