import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageRoot } from "../../core/index.js";
import { detectFormats, detectionSentence } from "./detect.js";
import { type Format, onlyFormat } from "./format.js";
import { anyMapsIn, checkTableMap, isTableMap, type TableMapFile } from "./map-file.js";
import type { TableStatements } from "./table-statements.js";
import { emptyStore, loadTable, rowsOf } from "./table-testing.js";
import { temporaryFile } from "./testing.js";

const SHIPPED = anyMapsIn([join(packageRoot(), "data", "maps")]);

async function formatOf(content: string): Promise<Format> {
  const [detection] = await detectFormats([temporaryFile("x.csv", content)], SHIPPED);
  return onlyFormat(detection!);
}

/** Loads a file by the map that it is recognised by. */
async function loadRecognised(content: string, sql: string, statements: TableStatements = {}) {
  const format = await formatOf(content);
  if (format.table === "fills" || format.map === undefined) throw new Error(`was taken for ${format.table}`);
  const store = emptyStore();
  const summary = await loadTable(store, format.table, "x.csv", content, { map: format.map, statements });
  return { name: format.map.map.name, summary, rows: await rowsOf(store, sql) };
}

/** A map of cash with some changes. */
function cashMap(changes: Record<string, unknown>): TableMapFile {
  const content = {
    table: "cash",
    columns: { account: "Account", date: "Date", kind: "Type", amount: "Amount" },
    constants: { currency: "EUR" },
    ...changes,
  };
  return { path: "maps/cash.yaml", map: checkTableMap(content, "maps/cash.yaml") };
}

describe("Tradovate cash history", () => {
  const HEADER = "Account,Transaction ID,Timestamp,Date,Delta,Amount,Cash Change Type,Currency,Contract\n";
  const row = (id: number, delta: string, kind: string, contract = ""): string =>
    `A,${id},03/02/2020 09:31:05,2020-03-02,${delta},"50,000.00",${kind},USD,${contract}\n`;

  test("fees and money in and out are loaded; what trades brought is passed over, and by which words is said", async () => {
    const content =
      HEADER +
      row(1, '"50,000.00"', "Fund Transaction") +
      row(2, "-0.35", "Exchange Fee", "ESH0") +
      row(3, "12.50", "Trade Paired", "ESH0") +
      row(4, "-7.50", "Trade Paired", "ESH0") +
      row(5, "-1.29", "Commission", "ESH0") +
      row(6, '"$(1,000.00)"', "Fund Transaction") +
      row(7, "-3", "Market Data");
    const sql = "SELECT cash_id, kind, amount FROM cash ORDER BY cash_id";
    const { name, summary, rows } = await loadRecognised(content, sql);
    expect(name).toBe("Tradovate cash history");
    expect(summary).toMatchObject({
      read: 4,
      loaded: 3,
      rejected: 1,
      passedOver: 3,
      passedOverBy: { "Trade Paired": 2, Commission: 1 },
    });
    expect(summary.firstRejects[0]).toContain('line 8: kind was "Market Data"; expected Fund Transaction, ');
    expect(summary.firstRejects[0]).toMatch(/Map it under words\.kind in .*tradovate-cash\.yaml\.$/);
    expect(rows).toEqual([
      { cash_id: "1", kind: "deposit", amount: 50000 },
      { cash_id: "2", kind: "fee", amount: -0.35 },
      { cash_id: "6", kind: "withdrawal", amount: -1000 },
    ]);
  });
});

describe("prices and bars of one symbol", () => {
  test("Yahoo's are known by Adj Close and ask for the symbol", async () => {
    const content = "Date,Open,High,Low,Close,Adj Close,Volume\n2020-03-02,1,3,1,2,1.9,1000\n";
    const sql = "SELECT symbol, close, volume FROM prices";
    const { name, rows } = await loadRecognised(content, sql, { symbol: "SPY" });
    expect([name, rows]).toEqual(["Yahoo daily prices", [{ symbol: "SPY", close: 2, volume: 1000 }]]);
    await expect(loadRecognised(content, sql)).rejects.toMatchObject({
      code: "NOT_STATED",
      message: expect.stringContaining("does not state the symbol, and"),
    });
  });

  test("Stooq's may lack the volume, and a file that names its symbols is read by its own names", async () => {
    const sql = "SELECT symbol, volume FROM prices";
    const index = "Date,Open,High,Low,Close\n2020-03-02,1,3,1,2\n";
    expect(await loadRecognised(index, sql, { symbol: "^SPX" })).toMatchObject({ name: "Stooq daily prices" });
    expect(await formatOf("Symbol,Date,Open,High,Low,Close,Volume\n")).toEqual({ table: "prices" });
  });

  test("minute bars ask for symbol and zone", async () => {
    const content = 'Date,Time,Open,High,Low,Close,Volume\n03/02/2020,09:31,1,3,1,2,"1,000"\n';
    const stated = { symbol: "X", zone: "America/New_York" };
    const { rows } = await loadRecognised(content, "SELECT time FROM bars", stated);
    expect(rows).toEqual([{ time: new Date("2020-03-02T14:31:00Z") }]);
    await expect(loadRecognised(content, "", { symbol: "X" })).rejects.toThrow("does not state the zone");
  });
});

describe("a map of a table", () => {
  const load = async (map: TableMapFile, content: string, statements: TableStatements = {}) => {
    const store = emptyStore();
    const summary = await loadTable(store, map.map.table, "x.csv", content, { map, statements });
    return { summary, rows: summary.snapshot === null ? [] : await rowsOf(store, `SELECT * FROM ${map.map.table}`) };
  };

  test("reads decimal commas, other delimiters, encodings, dates and lines before the header", async () => {
    const map = cashMap({
      delimiter: ";",
      encoding: "latin-1",
      skipLines: 1,
      numbers: { decimal: ",", thousands: "." },
      words: { kind: { fee: ["Gebühr"] } },
      time: { format: "%d.%m.%Y" },
    });
    const bytes = Buffer.from("Auszug\nAccount;Date;Type;Amount\nA;29.02.2020;Gebühr;-1.234,50\n", "latin1");
    const store = emptyStore();
    await loadTable(store, "cash", "x.csv", bytes, { map });
    expect(await rowsOf(store, "SELECT date, kind, amount, currency FROM cash")).toEqual([
      { date: new Date("2020-02-29"), kind: "fee", amount: -1234.5, currency: "EUR" },
    ]);
  });

  test("adds up numbers, turns signs and joins texts", async () => {
    const map = checkTableMap(
      {
        table: "daily",
        columns: { account: ["Firm", "Account"], date: "Date", gross: "Gross", fees: ["Comm", "SEC", "Other"] },
        optional: ["Other"],
        negate: ["fees"],
        constants: { currency: "USD" },
      },
      "d.yaml",
    );
    const content =
      "Firm,Account,Date,Gross,Comm,SEC\nF,1,2020-03-02,10,-1.10,-0.05\nF,1,2020-03-03,10,,\nF,2,2020-03-03,10,x,1\n";
    const { summary, rows } = await load({ path: "d.yaml", map }, content);
    expect(rows.map(({ account, fees, net }) => [account, fees, net])).toEqual([
      ["F 1", 1.15, 8.85],
      ["F 1", 0, 10],
    ]);
    expect(summary.firstRejects).toEqual(['x.csv line 4: fees was "x + 1"; expected a number such as 1234.5.']);
  });

  test("reads a file without a header", async () => {
    const map = cashMap({ header: ["Account", "Date", "Type", "Amount"] });
    expect((await load(map, "A,2020-03-02,fee,-1\nA,2020-03-02,fee,-1\n")).rows).toHaveLength(2);
    expect((await load(map, "A,2020-03-02,fee\n")).summary.firstRejects).toEqual([
      "x.csv line 1: has 3 fields; the header has 4.",
    ]);
  });

  test("refuses what is stated beside it, and columns that a file lacks", async () => {
    const content = "Account,Date,Type,Amount\nA,2020-03-02,fee,-1\n";
    await expect(load(cashMap({}), content, { account: "B" })).rejects.toThrow("leave --account out");
    await expect(load(cashMap({}), content, { zone: "UTC" })).rejects.toThrow("cash has no times: leave --zone out");
    await expect(load(cashMap({}), content.replace("Type", "Kind"))).rejects.toThrow('has no column "Type"');
  });

  test("takes what is said of a whole folder only where its file leaves it open", async () => {
    const content = "Account,Date,Type,Amount\nA,2020-03-02,fee,-1\n";
    const said = { account: "B", symbol: "X", zone: "UTC", whereOpen: true };
    expect((await load(cashMap({}), content, said)).rows).toMatchObject([{ account: "A" }]);
    const open = cashMap({ columns: { date: "Date", kind: "Type", amount: "Amount" }, stated: ["account"] });
    expect((await load(open, content, said)).rows).toMatchObject([{ account: "B" }]);
    const own = "symbol,date,close\nY,2020-03-02,1\n";
    const store = emptyStore();
    await loadTable(store, "prices", "p.csv", own, { statements: said });
    expect(await rowsOf(store, "SELECT symbol FROM prices")).toEqual([{ symbol: "Y" }]);
    await expect(loadTable(store, "prices", "p.csv", own, { statements: { symbol: "X" } })).rejects.toThrow(
      'p.csv has a column "symbol": leave --symbol out.',
    );
  });

  test("that cannot be used names each field that is wrong", () => {
    const wrong = {
      columns: { account: "A", day: "D", amount: "X" },
      words: { amount: { fee: ["f"] } },
      negate: ["kind"],
      time: { format: "iso", zone: "Mars/Base" },
    };
    expect(() => cashMap(wrong)).toThrow("time.zone: must be a time zone");
    const { time: _, ...others } = wrong;
    for (const sentence of [
      "columns.day: cash has no such column; it has account, date",
      "words.amount: must be a column of text",
      "negate.kind: must be a column of numbers",
      'columns.date: name the column, give a constant under constants.date, or list "date" under stated',
    ]) {
      expect(() => cashMap(others)).toThrow(sentence);
    }
  });
});

describe("a file with a table's own columns", () => {
  test.each([
    ["trader,name,desk\n", "traders"],
    ["Account,Trader,Currency,Capital Base\n", "accounts"],
    ["account,from_date,trader,desk\n", "assignments"],
    ["base,quote,date,rate\n", "fx"],
    ["account,symbol,date,quantity,average_price,currency\n", "positions"],
    ["account,date,gross,fees,net,currency\n", "daily"],
    ["scope,name,measure,from_date,soft,hard\n", "limits"],
    ["symbol,time,open,high,low,close,volume\n", "bars"],
  ])("%j is of %s", async (header, table) => {
    expect(await formatOf(header)).toEqual({ table });
  });

  test("and others is unknown, so that no file of fills is taken for accounts", async () => {
    await expect(formatOf("account,currency,trader,symbol,shares\n")).rejects.toMatchObject({ code: "UNKNOWN_FORMAT" });
  });
});

test("every shipped map of a table is recognised by its own columns alone", async () => {
  for (const file of SHIPPED.filter(isTableMap)) {
    const { element, recognise } = file.map;
    const table = `${recognise.map(name => `"${name}"`).join(",")}\n`;
    const content =
      element === undefined ? table : `<R><${element} ${recognise.map(name => `${name}="1"`).join(" ")}/></R>`;
    const [detection] = await detectFormats([temporaryFile("x.csv", content)], SHIPPED);
    expect(detectionSentence(detection!)).toContain(`${file.map.name} (${file.path}), table ${file.map.table}, by`);
  }
});
