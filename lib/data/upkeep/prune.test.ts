import { existsSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { silentProgress } from "../../core/index.js";
import { openSnapshot, openStore, type Store } from "../store/index.js";
import { compactStore } from "./compact.js";
import { type PruneOptions, planPrune, pruneStore } from "./prune.js";
import { addFills, NOW, replaceFills, temporaryStore } from "./testing.js";
import { verifyStore } from "./verify.js";

const HOUR = 3_600_000;
const KEEP_ONE: PruneOptions = { keep: { snapshots: 1 }, named: new Set() };

/** The same store some hours later. */
function later(store: Store, hours: number): Store {
  return openStore(store.layout.root, { now: () => new Date(NOW.getTime() + hours * HOUR) });
}

/** Four snapshots of one file each, of which none is in the next. */
async function fourSnapshots(): Promise<Store> {
  const store = temporaryStore();
  for (const day of [1, 2, 3, 4]) await replaceFills(later(store, day * 24 - 96), [{ id: `${day}`, day }]);
  return store;
}

const numbersOf = (store: Store): number[] => store.list().map(({ number }) => number);
const filesOf = (store: Store): string[] =>
  readdirSync(store.layout.data, { recursive: true, encoding: "utf8" }).filter(name => name.endsWith(".parquet"));

test("the newest few stay, or those of the last days; files go a day after their snapshot", async () => {
  const store = await fourSnapshots();
  expect(planPrune(store, { ...KEEP_ONE, keep: { days: 2 } }).retired.map(({ number }) => number)).toEqual([1]);
  const plan = pruneStore(store, { ...KEEP_ONE, keep: { snapshots: 2 } });
  expect(plan.retired.map(({ number }) => number)).toEqual([1, 2]);
  expect([plan.bytes, plan.bytesLater > 0]).toEqual([0, true]);
  expect([numbersOf(store), filesOf(store).length]).toEqual([[3, 4], 4]);
  expect(pruneStore(later(store, 23), KEEP_ONE).removed).toEqual([]);
  const second = pruneStore(later(store, 25), KEEP_ONE);
  expect(second).toMatchObject({ removed: [{ number: 1 }, { number: 2 }], files: 2, bytes: plan.bytesLater });
  expect([numbersOf(store), filesOf(store).length]).toEqual([[4], 2]);
  pruneStore(later(store, 48), KEEP_ONE);
  expect(filesOf(store)).toHaveLength(1);
  expect((await verifyStore(store, undefined, silentProgress)).problems).toEqual([]);
});

test("a pinned snapshot, one that a report names and the newest stay however old they are", async () => {
  const store = await fourSnapshots();
  store.pin("1", "year-end");
  const named = new Set([store.resolve("2").id]);
  const plan = pruneStore(later(store, 9_999), { keep: { days: 1 }, named });
  expect(plan.kept.map(({ number, reasons }) => [number, reasons])).toEqual([
    [1, ["pinned as year-end"]],
    [2, ["named by a report"]],
    [4, ["newest"]],
  ]);
  expect(numbersOf(store)).toEqual([1, 2, 4]);
});

test("saying what would go changes nothing", async () => {
  const store = await fourSnapshots();
  expect(planPrune(store, KEEP_ONE).retired).toHaveLength(3);
  expect([numbersOf(store), existsSync(store.layout.retired)]).toEqual([[1, 2, 3, 4], false]);
});

test("files that a later snapshot shares stay, also after a compaction", async () => {
  const store = temporaryStore();
  for (const day of [1, 2, 3]) await addFills(store, [{ id: `${day}`, day }]);
  pruneStore(store, KEEP_ONE);
  expect(pruneStore(later(store, 25), KEEP_ONE)).toMatchObject({ removed: [{ number: 1 }, { number: 2 }], files: 0 });
  await compactStore(store);
  pruneStore(later(store, 50), KEEP_ONE);
  expect(pruneStore(later(store, 75), KEEP_ONE)).toMatchObject({ removed: [{ number: 3 }], files: 3 });
  expect((await verifyStore(store, undefined, silentProgress)).problems).toEqual([]);
});

test("a snapshot that is open when it is pruned reads on for a day, then says why it cannot", async () => {
  const store = await fourSnapshots();
  const open = await openSnapshot(store, "1");
  pruneStore(store, KEEP_ONE);
  await expect(openSnapshot(store, "1")).rejects.toThrow("Snapshot 1 was pruned at 2020-04-17T21:00 UTC");
  pruneStore(later(store, 23), KEEP_ONE);
  const old = new Date(Date.now() - 48 * HOUR);
  for (const name of filesOf(store)) utimesSync(join(store.layout.data, name), old, old);
  await replaceFills(store, [{ id: "5", day: 5 }]); // which removes what is old and named by nobody
  expect(await open.rows("SELECT fill_id FROM fills")).toEqual([{ fill_id: "1" }]);
  pruneStore(later(store, 25), KEEP_ONE);
  await expect(open.rows("SELECT fill_id FROM fills")).rejects.toMatchObject({ code: "SNAPSHOT_PRUNED" });
  open.close();
});

test("a report that was being made meanwhile gets its snapshot back, and so does a pin", async () => {
  const store = await fourSnapshots();
  const { id } = store.resolve("2");
  const pinning = openStore(store.layout.root, {
    now: () => {
      pruneStore(store, KEEP_ONE); // between finding the snapshot and writing the pin
      return NOW;
    },
  });
  pinning.pin("1", "kept");
  expect(numbersOf(store)).toEqual([1, 4]);
  const plan = pruneStore(later(store, 25), { ...KEEP_ONE, named: new Set([id]) });
  expect(plan).toMatchObject({ revived: [{ number: 2 }], removed: [{ number: 3 }] });
  expect(numbersOf(store)).toEqual([1, 2, 4]);
});

test("a listing during a prune leaves out what goes, and writers and prunes at once lose nothing", async () => {
  const store = await fourSnapshots();
  const writers = [5, 6, 7, 8].map(day => addFills(store, [{ id: `${day}`, day }]));
  const prunes = [1, 2, 3].map(async hours => pruneStore(later(store, hours), KEEP_ONE));
  await Promise.all([...writers, ...prunes]);
  const snapshot = await openSnapshot(store);
  const rows = await snapshot.rows("SELECT fill_id FROM fills ORDER BY fill_id");
  snapshot.close();
  expect(rows.map(({ fill_id }) => fill_id)).toEqual(["4", "5", "6", "7", "8"]);
  rmSync(store.layout.retired, { recursive: true });
  expect((await verifyStore(store, undefined, silentProgress)).problems).toEqual([]);
});
