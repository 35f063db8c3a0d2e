import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import { silentProgress } from "../../core/index.js";
import { openDatabase, publish, type Store, sqlName } from "../store/index.js";
import { SCHEMA, type StoredColumn, TABLES, type TableName } from "../tables/index.js";
import { compactStore } from "./compact.js";
import { copyStore } from "./copy.js";
import { diffSnapshots } from "./diff.js";
import { exportTable } from "./export.js";
import { contentColumns, dayColumn } from "./natural-key.js";
import { temporaryFolder, temporaryStore } from "./testing.js";
import { verifyStore } from "./verify.js";

const DAY = "2020-04-16";

/** The column of a table that the second snapshot changes: its last one that is no yes or no. */
function changedColumn(table: TableName): string {
  const content = contentColumns(table);
  return SCHEMA[table].findLast(({ name, type }) => content.includes(name) && type !== "BOOLEAN")!.name;
}

function literal({ name, type }: StoredColumn, changed: boolean): string {
  if (type === "DATE") return `DATE '${changed ? "2020-04-17" : DAY}'`;
  if (type === "TIMESTAMP") return `TIMESTAMP '${DAY} 13:30:00.250'`;
  if (type === "BOOLEAN") return "true";
  if (type === "VARCHAR") return changed ? "'changed'" : name === "currency" ? "'USD'" : `'${name}'`;
  return changed ? "2" : "1";
}

/** One row of a table, with every column filled. */
function rowOf(table: TableName, version: number): string {
  const values = SCHEMA[table].map(
    column => `${literal(column, version === 2 && column.name === changedColumn(table))} AS ${sqlName(column.name)}`,
  );
  return `SELECT ${values.join(", ")}`;
}

/** A store of two snapshots with a row in each table, of which the second says something else in each. */
async function twoSnapshots(): Promise<Store> {
  const store = temporaryStore();
  for (const version of [1, 2]) {
    const { connection, close } = await openDatabase();
    await publish(store, connection, async parent => ({
      label: "every table",
      summary: {},
      add: TABLES.map(table => ({ table, partition: "all", sql: rowOf(table, version) })),
      remove: parent?.files ?? [],
    }));
    close();
  }
  return store;
}

/** The day that the first of the two rows belongs to, or null where a table has no days. */
function dayOf(table: TableName): string | null {
  return dayColumn(table) === undefined ? null : DAY;
}

test("a difference finds the row of each table that changed, on its day, and what changed of it", async () => {
  const store = await twoSnapshots();
  const found = await diffSnapshots(store, store.resolve("1"), store.resolve("2"));
  expect(found.map(({ table, added, changed, removed }) => [table, added, changed, removed])).toEqual(
    TABLES.map(table => [table, 0, 1, 0]),
  );
  for (const { table, days, first } of found) {
    expect(days, table).toMatchObject([{ day: dayOf(table), changed: 1 }]);
    expect(Object.keys(first[0]!.columns), table).toEqual([changedColumn(table)]);
  }
});

test("verified, copied and compacted, each table keeps its row", async () => {
  const store = await twoSnapshots();
  const copy = temporaryStore();
  await copyStore(store, copy, silentProgress);
  expect(await verifyStore(copy, undefined, silentProgress)).toMatchObject({ files: 2 * TABLES.length, problems: [] });
  expect(copy.entries().at(-1)!.rows).toEqual(Object.fromEntries(TABLES.map(table => [table, 1])));
  expect(await compactStore(copy)).toBeNull();
});

test("exported as CSV, each table is as long and wide as it is stored", async () => {
  const store = await twoSnapshots();
  const folder = temporaryFolder();
  for (const table of TABLES) {
    const file = join(folder, `${table}.csv`);
    expect(await exportTable(store, { snapshot: "latest", table, format: "csv", file })).toMatchObject({ rows: 1 });
    const [header, row] = readFileSync(file, "utf8").split("\n");
    expect(header!.split(",")).toEqual(SCHEMA[table].map(({ name }) => name));
    expect(row!.split(",").every(cell => cell !== "")).toBe(true);
  }
});

test("in a workbook days are days, times are times, numbers are numbers and yes is yes, in each table", async () => {
  const store = await twoSnapshots();
  const folder = temporaryFolder();
  for (const table of TABLES) {
    const file = join(folder, `${table}.xlsx`);
    await exportTable(store, { snapshot: "latest", table, format: "xlsx", file });
    const [sheet] = (await readXlsx(readFileSync(file), { readStyles: true })).sheets;
    const [header, row] = sheet!.rows as [unknown[], unknown[]];
    expect(header, table).toEqual(SCHEMA[table].map(({ name }) => name));
    for (const [i, { name, type }] of SCHEMA[table].entries())
      expect(kindOf(row[i]), `${table}.${name}`).toBe(cellKind(type));
  }
});

function kindOf(value: unknown): string {
  if (!(value instanceof Date)) return typeof value;
  return value.getTime() % 86_400_000 === 0 ? "day" : "time";
}

function cellKind(type: string): string {
  if (type === "DATE") return "day";
  if (type === "TIMESTAMP") return "time";
  if (type === "BOOLEAN") return "boolean";
  return type === "VARCHAR" ? "string" : "number";
}
