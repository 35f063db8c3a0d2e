import { expect, test } from "vitest";
import type { Store } from "../store/index.js";
import { type DiffOptions, diffSnapshots, type TableDifference } from "./diff.js";
import { addFills, publishRows, replaceFills, temporaryStore } from "./testing.js";

function diff(store: Store, before: string, after: string, options?: DiffOptions): Promise<TableDifference[]> {
  return diffSnapshots(store, store.resolve(before), store.resolve(after), options);
}

test("a corrected day shows exactly its correction", async () => {
  const store = temporaryStore();
  await addFills(store, [
    { id: "1", day: 1 },
    { id: "2", day: 2 },
    { id: "3", day: 2 },
  ]);
  await replaceFills(store, [
    { id: "1", day: 1 },
    { id: "2", day: 2, price: 10.5 },
    { id: "4", day: 3 },
  ]);
  const [fills, ...others] = await diff(store, "1", "2");
  expect(others).toEqual([]);
  expect(fills).toMatchObject({ table: "fills", added: 1, changed: 1, removed: 1 });
  expect(fills!.days).toEqual([
    { day: "2020-04-02", added: 0, changed: 1, removed: 1 },
    { day: "2020-04-03", added: 1, changed: 0, removed: 0 },
  ]);
  expect(fills!.first.map(({ kind, row, columns }) => [kind, row.fill_id, columns])).toEqual([
    ["added", "4", {}],
    ["changed", "2", { price: { before: "10.0", after: "10.5" } }],
    ["removed", "3", {}],
  ]);
});

test("the other direction turns what came into what went", async () => {
  const store = temporaryStore();
  await addFills(store, [{ id: "1", day: 1 }]);
  await addFills(store, [{ id: "2", day: 2 }]);
  expect(await diff(store, "1", "2")).toMatchObject([{ added: 1, removed: 0 }]);
  expect(await diff(store, "2", "1")).toMatchObject([{ added: 0, removed: 1 }]);
});

test("rows that differ in line and sequence alone, or lie in other files, are the same", async () => {
  const store = temporaryStore();
  await addFills(store, [{ id: "1", day: 1 }]);
  await addFills(store, [{ id: null, day: 2, sequence: 2 }]);
  await replaceFills(store, [
    { id: "1", day: 1, sequence: 7 },
    { id: null, day: 2, sequence: 8 },
  ]);
  expect(await diff(store, "2", "3")).toEqual([]);
});

test("a fill without an id that has another price is another fill", async () => {
  const store = temporaryStore();
  await addFills(store, [{ id: null, day: 2 }]);
  await replaceFills(store, [{ id: null, day: 2, price: 11 }]);
  expect(await diff(store, "1", "2")).toMatchObject([{ added: 1, changed: 0, removed: 1 }]);
});

test("tables without days are compared as well, a table can be chosen, and few rows are shown of many", async () => {
  const store = temporaryStore();
  const accounts = (names: string[], desk: string): string =>
    names
      .map(
        name =>
          `SELECT '${name}' AS account, 'T' AS trader, ${desk} AS desk, 'USD' AS currency, NULL AS capital_base, false AS simulated`,
      )
      .join(" UNION ALL ");
  const publishAccounts = (sql: string): Promise<void> =>
    publishRows(store, { table: "accounts", partition: "all", sql }, { replace: true });
  await publishAccounts(accounts(["A", "B", "C"], "NULL"));
  await publishAccounts(accounts(["A", "B", "C"], "'futures'"));
  const [changed] = await diff(store, "1", "2", { rows: 2 });
  expect(changed).toMatchObject({ table: "accounts", changed: 3, days: [{ day: null, changed: 3 }] });
  expect(changed!.first.map(({ row, columns }) => [row.account, columns.desk])).toEqual([
    ["A", { before: null, after: "futures" }],
    ["B", { before: null, after: "futures" }],
  ]);
  expect(await diff(store, "1", "2", { table: "fills" })).toEqual([]);
});

test("a fill that moved to another day counts on the earlier one", async () => {
  const store = temporaryStore();
  await addFills(store, [{ id: "1", day: 2 }]);
  await replaceFills(store, [{ id: "1", day: 9 }]);
  const [later] = await diff(store, "1", "2");
  expect(later!.days).toMatchObject([{ day: "2020-04-02", changed: 1 }]);
  expect(later!.first[0]!.columns.trade_date).toEqual({ before: "2020-04-02", after: "2020-04-09" });
  expect((await diff(store, "2", "1"))[0]!.days).toMatchObject([{ day: "2020-04-02", changed: 1 }]);
});
