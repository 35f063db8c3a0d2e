import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { silentProgress } from "../../core/index.js";
import { ingestTable } from "../ingest/tables.js";
import { bookPnl } from "../pnl/index.js";
import { openSnapshot, openStore, type Store } from "../store/index.js";
import { SCHEMA_VERSION } from "../tables/index.js";
import { compactStore } from "./compact.js";
import { copyStore } from "./copy.js";
import { diffSnapshots } from "./diff.js";
import { exportTable } from "./export.js";
import { addFills, NOW, storeOfSchemaOne, temporaryFolder, temporaryStore } from "./testing.js";
import { verifyStore } from "./verify.js";

const now = (): Date => NOW;

/** Total P&L after fees as the riskbook that wrote the store worked it out. */
const NET = 10_231.2;

async function netOf(store: Store, name = "latest"): Promise<number> {
  const snapshot = await openSnapshot(store, name);
  try {
    return (await bookPnl(snapshot)).rows.reduce((sum, { net }) => sum + net, 0);
  } finally {
    snapshot.close();
  }
}

async function countOf(store: Store, sql: string): Promise<unknown> {
  const snapshot = await openSnapshot(store);
  try {
    return Object.values((await snapshot.rows(sql))[0]!)[0];
  } finally {
    snapshot.close();
  }
}

const versionsOf = (store: Store): number[] => [
  ...new Set(store.latest()!.files.map(({ schemaVersion }) => schemaVersion)),
];

/** Loads an instrument that is stored already, with what schema 1 could not say of it. */
async function nameInstrument(store: Store): Promise<void> {
  const file = join(temporaryFolder(), "instruments.csv");
  writeFileSync(
    file,
    "symbol,kind,currency,sector,beta,simulated,name,tick\nZARQ,equity,USD,Technology,1.25,true,Arquon,0.01\n",
  );
  await ingestTable({ store, table: "instruments", files: [file], now, progress: silentProgress });
}

test("it opens, with the figures that it gave, the new columns blank and the new tables empty", async () => {
  const store = storeOfSchemaOne();
  expect(versionsOf(store)).toEqual([1]);
  expect(await netOf(store)).toBeCloseTo(NET, 6);
  expect(await countOf(store, "SELECT count(*) FROM fills WHERE tag IS NULL AND stop_price IS NULL")).toBe(336);
  expect(await countOf(store, "SELECT count(*) FROM balances")).toBe(0);
  expect(store.resolve("month-end-2020-02").number).toBe(5);
  expect(store.entries().map(({ rows }) => rows.fills ?? 0)).toEqual([0, 0, 0, 0, 160, 272, 336, 336]);
  expect((await verifyStore(store, undefined, silentProgress)).problems).toEqual([]);
});

test("what is loaded on top is in today's schema, a difference shows it alone, and old files stay as they are", async () => {
  const store = storeOfSchemaOne();
  await addFills(store, [{ id: "new", day: 1 }]);
  await nameInstrument(store);
  expect(versionsOf(store).toSorted()).toEqual([1, SCHEMA_VERSION]);
  const found = await diffSnapshots(store, store.resolve("8"), store.resolve("latest"));
  expect(found).toMatchObject([
    {
      table: "instruments",
      added: 0,
      changed: 1,
      removed: 0,
      first: [{ columns: { name: { before: null, after: "Arquon" } } }],
    },
    { table: "fills", added: 1, changed: 0, removed: 0 },
  ]);
  expect(await diffSnapshots(store, store.resolve("7"), store.resolve("8"))).toMatchObject([
    { table: "prices", changed: 2, days: [{ day: "2020-03-31" }] },
  ]);
  expect((await verifyStore(store, undefined, silentProgress)).problems).toEqual([]);
});

test("compacted, every file is in today's schema and no figure moves", async () => {
  const store = storeOfSchemaOne();
  await nameInstrument(store);
  const compaction = await compactStore(store);
  expect(versionsOf(store)).toEqual([SCHEMA_VERSION]);
  expect(compaction!.after.files).toBeLessThanOrEqual(compaction!.before.files);
  expect(await diffSnapshots(store, store.resolve("9"), store.resolve("10"))).toEqual([]);
  expect(await netOf(store)).toBe(await netOf(store, "9"));
  expect((await verifyStore(store, undefined, silentProgress)).problems).toEqual([]);
});

test("it is exported in today's columns and copied as it is", async () => {
  const store = storeOfSchemaOne();
  const file = join(temporaryFolder(), "fills.csv");
  expect(await exportTable(store, { snapshot: "latest", table: "fills", format: "csv", file })).toMatchObject({
    rows: 336,
  });
  expect(readFileSync(file, "utf8").split("\n")[0]).toMatch(/,tag,stop_price,route$/);
  const copy = temporaryStore();
  expect(await copyStore(store, copy, silentProgress)).toMatchObject({ snapshots: 8, total: 8 });
  expect(copy.list()).toEqual(store.list());
  expect(await netOf(copy, "month-end-2020-02")).toBe(await netOf(store, "5"));
});

test("a store with files of a later schema is refused by name, before any of it is read", async () => {
  const store = storeOfSchemaOne();
  const path = join(store.layout.manifests, "00000008.json");
  const later = readFileSync(path, "utf8")
    .replace('"schemaVersion": 1', '"schemaVersion": 99')
    .replace('"fills"', '"margin_calls"');
  writeFileSync(path, later);
  expect(() => openStore(store.layout.root, { now })).toThrow(
    `names files that a newer riskbook wrote (schema 99; this one knows up to ${SCHEMA_VERSION}). Update riskbook`,
  );
});
