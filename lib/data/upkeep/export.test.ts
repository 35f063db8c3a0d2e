import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import { openDatabase, type Store, sqlPath } from "../store/index.js";
import { exportTable } from "./export.js";
import { addFills, publishRows, temporaryFolder, temporaryStore } from "./testing.js";

const account = (name: string, desk: string, capital: string): string =>
  `SELECT '${name}' AS account, '-T' AS trader, '${desk}' AS desk, 'USD' AS currency, ${capital} AS capital_base, false AS simulated`;

async function storeOfAccounts(): Promise<Store> {
  const store = temporaryStore();
  const sql = [account("=HYPERLINK(1)", 'a, "b"\nc', "-5.10"), account("Биржа", "", "NULL")].join(" UNION ALL ");
  await publishRows(store, { table: "accounts", partition: "all", sql });
  return store;
}

test("CSV has exact decimals, quoted texts and nothing for what is unknown", async () => {
  const file = join(temporaryFolder(), "accounts.csv");
  const written = await exportTable(await storeOfAccounts(), {
    snapshot: "latest",
    table: "accounts",
    format: "csv",
    file,
  });
  expect(written).toMatchObject({ snapshot: { number: 1 }, rows: 2, formulas: 3 });
  expect(readFileSync(file, "utf8")).toBe(
    'account,trader,desk,currency,capital_base,simulated\n=HYPERLINK(1),-T,"a, ""b""\nc",USD,-5.10,false\nБиржа,-T,"",USD,,false\n',
  );
});

test("texts that a spreadsheet would take for formulas get an apostrophe where that is asked for, numbers never", async () => {
  const file = join(temporaryFolder(), "accounts.csv");
  await exportTable(await storeOfAccounts(), {
    snapshot: "1",
    table: "accounts",
    format: "csv",
    file,
    formulaSafe: true,
  });
  const [, first] = readFileSync(file, "utf8").split("\n");
  expect(first).toBe(`'=HYPERLINK(1),'-T,"a, ""b""`);
  expect(readFileSync(file, "utf8")).toContain(",-5.10,");
});

test("fills come in order of time and sequence, with times in UTC", async () => {
  const store = temporaryStore();
  await addFills(store, [{ id: "late", day: 3, sequence: 7 }]);
  await addFills(store, [
    { id: "early", day: 1, sequence: 8 },
    { id: "same time", day: 3, sequence: 6 },
  ]);
  const file = join(temporaryFolder(), "fills.csv");
  await exportTable(store, { snapshot: "latest", table: "fills", format: "csv", file });
  const lines = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map(line => line.split(","));
  expect(lines.map(cells => [cells[2], cells[10]])).toEqual([
    ["2020-04-01T14:30:00.000000Z", "early"],
    ["2020-04-03T14:30:00.000000Z", "same time"],
    ["2020-04-03T14:30:00.000000Z", "late"],
  ]);
});

test("Parquet keeps the stored types and says which snapshot it came from", async () => {
  const store = await storeOfAccounts();
  const file = join(temporaryFolder(), "it's accounts.parquet");
  expect(await exportTable(store, { snapshot: "latest", table: "accounts", format: "parquet", file })).toMatchObject({
    formulas: null,
  });
  const { connection, close } = await openDatabase();
  const rows = await connection.runAndReadAll(
    `SELECT account, capital_base::VARCHAR, typeof(capital_base) FROM read_parquet(${sqlPath(file)})`,
  );
  const metadata = await connection.runAndReadAll(`SELECT value::VARCHAR FROM parquet_kv_metadata(${sqlPath(file)})`);
  close();
  expect(rows.getRows()[0]).toEqual(["=HYPERLINK(1)", "-5.10", "DECIMAL(18,2)"]);
  expect(metadata.getRows().flat()).toContain(store.latest()!.id);
});

test("a workbook has texts as texts, numbers as numbers and times in UTC", async () => {
  const store = temporaryStore();
  await addFills(store, [{ id: "=1+_x0041_", day: 3, price: 10.25 }]);
  const file = join(temporaryFolder(), "fills.xlsx");
  const written = await exportTable(store, { snapshot: "latest", table: "fills", format: "xlsx", file });
  expect(written).toMatchObject({ rows: 1, formulas: null });
  const [sheet] = (await readXlsx(readFileSync(file), { readStyles: true })).sheets;
  const [header, row] = sheet!.rows as [unknown[], unknown[]];
  const cells = Object.fromEntries(header.map((name, i) => [name, row[i] ?? null]));
  expect(cells).toMatchObject({
    account: "A",
    quantity: 100,
    price: 10.25,
    fees: 0.5,
    fill_id: "=1+_x0041_",
    order_id: null,
  });
  expect([cells.time, cells.trade_date]).toEqual([new Date("2020-04-03T14:30:00Z"), new Date("2020-04-03T00:00:00Z")]);
});

test("a file that cannot be written leaves the old one, and nothing beside it", async () => {
  const store = await storeOfAccounts();
  const folder = temporaryFolder();
  writeFileSync(join(folder, "old.csv"), "old");
  const nowhere = join(folder, "nowhere", "accounts.csv");
  await expect(
    exportTable(store, { snapshot: "latest", table: "accounts", format: "csv", file: nowhere }),
  ).rejects.toMatchObject({
    code: "WRITE_FAILED",
  });
  await expect(
    exportTable(store, { snapshot: "latest", table: "accounts", format: "csv", file: folder }),
  ).rejects.toMatchObject({
    code: "WRITE_FAILED",
  });
  await exportTable(store, { snapshot: "latest", table: "accounts", format: "csv", file: join(folder, "old.csv") });
  expect(readdirSync(folder)).toEqual(["old.csv"]);
  expect(readFileSync(join(folder, "old.csv"), "utf8")).toMatch(/^account/);
});
