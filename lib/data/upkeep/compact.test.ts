import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { silentProgress } from "../../core/index.js";
import { openDatabase, openSnapshot, openStore, publish, type Store } from "../store/index.js";
import { TABLES } from "../tables/index.js";
import { rowChecksum } from "./checksum.js";
import { compactStore } from "./compact.js";
import { diffSnapshots } from "./diff.js";
import { addFills, fillsQuery, NOW, publishRows, temporaryStore } from "./testing.js";
import { verifyStore } from "./verify.js";

/** A store after eight days of loading, in which a late fill came last. */
async function afterEightDays(): Promise<Store> {
  const store = temporaryStore();
  await publishRows(store, {
    table: "accounts",
    partition: "all",
    sql: "SELECT 'A' AS account, 'A' AS trader, NULL AS desk, 'USD' AS currency, NULL AS capital_base, false AS simulated",
  });
  for (const day of [1, 2, 3, 4, 5, 6, 7]) await addFills(store, [{ id: `${day}`, day, sequence: day }]);
  await addFills(store, [
    { id: "late", day: 3, sequence: 9 },
    { id: null, day: 3, sequence: 8 },
  ]);
  return store;
}

async function checksums(store: Store, name: string): Promise<string[]> {
  const { connection, close } = await openDatabase();
  const { files } = store.resolve(name);
  const sums: string[] = [];
  for (const table of TABLES)
    sums.push(
      await rowChecksum(
        connection,
        store.layout.root,
        table,
        files.filter(file => file.table === table),
      ),
    );
  close();
  return sums;
}

async function sequences(store: Store, name: string): Promise<unknown[]> {
  const snapshot = await openSnapshot(store, name);
  const rows = await snapshot.rows("SELECT sequence FROM fills");
  snapshot.close();
  return rows.map(({ sequence }) => sequence);
}

test("each partition becomes one file with the same rows, in order of time and sequence", async () => {
  const store = await afterEightDays();
  const before = await checksums(store, "latest");
  const compaction = await compactStore(store);
  expect(compaction).toMatchObject({
    snapshot: { number: 10 },
    partitions: 1,
    before: { files: 9 },
    after: { files: 2 },
  });
  expect(await checksums(store, "latest")).toEqual(before);
  expect(await sequences(store, "latest")).toEqual([1, 2, 3, 8, 9, 4, 5, 6, 7]);
  expect(await diffSnapshots(store, store.resolve("9"), store.resolve("10"))).toEqual([]);
});

test("the snapshots before it keep their files", async () => {
  const store = await afterEightDays();
  const old = store.resolve("9").files;
  await compactStore(store);
  expect(old.every(({ path }) => existsSync(join(store.layout.root, path)))).toBe(true);
  expect((await sequences(store, "4")).toSorted()).toEqual([1, 2, 3]);
  expect((await verifyStore(store, undefined, silentProgress)).problems).toEqual([]);
});

test("a store that is compact already, or empty, gets no new snapshot", async () => {
  const store = await afterEightDays();
  await compactStore(store);
  expect(await compactStore(store)).toBeNull();
  expect(store.list()).toHaveLength(10);
  expect(await compactStore(temporaryStore())).toBeNull();
});

test("what another writer publishes while it works is kept, and compacted with the rest", async () => {
  const store = await afterEightDays();
  let written: Promise<void> | undefined;
  const raced = openStore(store.layout.root, {
    now: () => NOW,
    checkpoint: checkpoint => {
      if (checkpoint === "write-file") written ??= addFills(store, [{ id: "meanwhile", day: 8, sequence: 10 }]);
    },
  });
  await compactStore(raced);
  await written;
  const all = await sequences(store, "latest");
  expect(all.toSorted((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test("files that a check refuses are removed, and no snapshot appears", async () => {
  const store = await afterEightDays();
  const { connection, close } = await openDatabase();
  let written: string[] = [];
  const publication = publish(store, connection, async () => ({
    label: "refused",
    summary: {},
    add: [{ table: "fills", partition: "month=2020-04/bucket=5", sql: fillsQuery([{ id: "x", day: 1 }]) }],
    remove: [],
    check: async files => {
      written = files.map(({ path }) => join(store.layout.root, path));
      throw new Error("not these");
    },
  }));
  await expect(publication).rejects.toThrow("not these");
  close();
  expect(written.map(existsSync)).toEqual([false]);
  expect(store.latest()!.number).toBe(9);
});
