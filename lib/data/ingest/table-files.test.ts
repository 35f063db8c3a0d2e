import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { utils, write } from "xlsx";
import { openDatabase } from "../store/database.js";
import { sqlPath } from "../store/sql.js";
import { checkTableMap } from "./map-file.js";
import { emptyStore, loadTable, rowsOf } from "./table-testing.js";
import { temporaryFolder } from "./testing.js";

const HEADER = ["account", "date", "equity", "cash", "currency"];
const ROW = ["A", "2020-02-29", 1234.5, 0.1, "USD"];
const BALANCE = { account: "A", date: new Date("2020-02-29"), equity: 1234.5, cash: 0.1, currency: "USD" };

type Sheets = Record<string, unknown[][]>;

function xlsx(sheets: Sheets): Promise<Uint8Array> {
  return writeXlsx({ sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows: rows as never })) });
}

function xls(sheets: Sheets): Uint8Array {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name);
  return write(book, { type: "buffer", bookType: "biff8" }) as Uint8Array;
}

async function parquet(): Promise<Uint8Array> {
  const path = join(temporaryFolder(), "balances.parquet");
  const { connection, close } = await openDatabase({ threads: 1 });
  await connection.run(`COPY (SELECT 'A' AS account, DATE '2020-02-29' AS date, 1234.5::DECIMAL(9, 2) AS equity, 0.1 AS cash,
    'USD' AS currency) TO ${sqlPath(path)} (FORMAT parquet)`);
  close();
  return readFileSync(path);
}

const CSV = '\uFEFFAccount,Date,"Equity",Cash,Currency,Note\r\nA,2020-02-29,"1,234.5",0.1,USD,"a, b"\r\n\r\n';
const DAY_OF_SERIAL = new Date("2020-02-29T00:00:00Z");

describe("a table is read from every kind of file", () => {
  const FILES: Record<string, () => string | Uint8Array | Promise<Uint8Array>> = {
    "b.csv": () => CSV,
    "b.csv.gz": () => gzipSync(CSV),
    "b.jsonl": () => '{"account":"A","date":"2020-02-29","equity":1234.5,"cash":"0.1","currency":"USD"}\n',
    "b.parquet": parquet,
    "b.xlsx": () => xlsx({ Balances: [HEADER, ["A", DAY_OF_SERIAL, 1234.5, 0.1, "USD"]] }),
    "b.xls": () => xls({ Balances: [HEADER, ["A", DAY_OF_SERIAL, 1234.5, 0.1, "USD"]] }),
    "b.yaml": () =>
      "balances:\n  - account: A\n    date: 2020-02-29\n    equity: 1234.50\n    cash: 0.1\n    currency: USD\n",
  };
  test.each(Object.keys(FILES))("%s", async name => {
    const store = emptyStore();
    expect(await loadTable(store, "balances", name, await FILES[name]!())).toMatchObject({ read: 1, loaded: 1 });
    expect(await rowsOf(store, "SELECT account, date, equity, cash, currency FROM balances")).toEqual([BALANCE]);
  });

  test("XML, by a map that names the element", async () => {
    const map = checkTableMap(
      { table: "balances", element: "Eq", columns: { account: "id", date: "day", equity: "total", currency: "ccy" } },
      "eq.yaml",
    );
    const store = emptyStore();
    const xml = '<Report><Eq id="A" day="20200229" total="1,234.5" ccy="USD"/></Report>';
    const options = { map: { path: "eq.yaml", map: { ...map, numbers: { decimal: ".", thousands: "," } as const } } };
    expect(await loadTable(store, "balances", "b.xml", xml, options)).toMatchObject({ loaded: 1, rejected: 0 });
  });
});

describe("YAML", () => {
  const load = (text: string) => loadTable(emptyStore(), "traders", "t.yml", text);

  test("keeps digits, blanks and the line of each row; a nested value rejects its row", async () => {
    const summary = await load(
      "- trader: ann\n  max_quantity: ~\n- trader: [bob]\n- {trader: cy, started: 2019-02-29}\n",
    );
    expect(summary).toMatchObject({ read: 3, loaded: 1, rejected: 2 });
    expect(summary.firstRejects).toEqual([
      "t.yml line 3: is not a mapping of columns to plain values.",
      expect.stringContaining('t.yml line 4: started was "2019-02-29"; expected a date such as 2020-04-17.'),
    ]);
  });

  test("that is no list, or no YAML, is refused with what is expected", async () => {
    await expect(load("trader: ann\ndesk: x\n")).rejects.toThrow('expected a list of rows such as "- trader: ann"');
    await expect(load("- trader: 'ann\n")).rejects.toMatchObject({ code: "BAD_YAML" });
  });
});

describe("workbooks with several sheets", () => {
  const other = [["note"], ["keep"]];

  test.each([
    ["xlsx", xlsx],
    ["xls", xls],
  ] as const)("%s: the one whose header fits is read", async (kind, book) => {
    const content = await book({ Notes: other, Balances: [HEADER, ROW], Empty: [] });
    expect(await loadTable(emptyStore(), "balances", `b.${kind}`, content)).toMatchObject({ loaded: 1 });
  });

  test("several that fit are listed, and one may be named", async () => {
    const content = await xlsx({ March: [HEADER, ROW], April: [HEADER, ["B", ...ROW.slice(1)]], Notes: other });
    const load = (sheet?: string) =>
      loadTable(emptyStore(), "balances", "b.xlsx", content, sheet === undefined ? {} : { statements: { sheet } });
    await expect(load()).rejects.toMatchObject({
      code: "SEVERAL_SHEETS",
      exitCode: 2,
      message: 'b.xlsx has several sheets that fit: "March", "April". Name the one to read with --sheet.',
    });
    expect(await load("April")).toMatchObject({ loaded: 1 });
    await expect(load("May")).rejects.toThrow('has no sheet "May". It has "March", "April", "Notes".');
  });

  test("none that fits is said with the sheets that there are", async () => {
    const content = await xlsx({ Notes: other, More: other });
    await expect(loadTable(emptyStore(), "balances", "b.xlsx", content)).rejects.toMatchObject({ code: "NO_SHEET" });
  });
});

describe("hostile and broken workbooks", () => {
  test("an error that a formula left rejects its row and says which cell; one that nobody reads does not", async () => {
    const book = utils.book_new();
    const sheet = utils.aoa_to_sheet([[...HEADER, "ratio"], ROW, ["B", ...ROW.slice(1)]]);
    sheet.C3 = { t: "e", v: 23, w: "#REF!" };
    sheet.F2 = { t: "e", v: 7, w: "#DIV/0!" };
    utils.book_append_sheet(book, sheet, "S");
    for (const bookType of ["biff8", "xlsx"] as const) {
      const content = write(book, { type: "buffer", bookType }) as Uint8Array;
      const summary = await loadTable(emptyStore(), "balances", "b.xls", content);
      expect(summary).toMatchObject({ read: 2, loaded: 1, rejected: 1 });
      expect(summary.firstRejects).toEqual(["b.xls line 3: has the error #REF! in cell C3. Correct its formula."]);
    }
  });

  test("an old workbook that was cut off, or that is larger than any can be, is refused", async () => {
    const whole = xls({ S: [HEADER, ROW] });
    for (const bytes of [whole.subarray(0, 600), whole.subarray(0, 8)]) {
      await expect(loadTable(emptyStore(), "balances", "b.xls", bytes)).rejects.toMatchObject({ code: "BAD_WORKBOOK" });
    }
    const huge = new Uint8Array(129 * 1024 * 1024);
    huge.set(whole);
    await expect(loadTable(emptyStore(), "balances", "b.xls", huge)).rejects.toMatchObject({
      code: "WORKBOOK_TOO_LARGE",
    });
  });
});
