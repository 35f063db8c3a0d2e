import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sha256, silentProgress } from "../../core/index.js";
import { openDatabase, type Store, type StoredFile, sqlText } from "../store/index.js";
import { manifestFileName } from "../store/layout.js";
import { encodeManifest, nextManifest } from "../store/manifest.js";
import { addFills, temporaryStore } from "./testing.js";
import { type Verification, verifyStore } from "./verify.js";

async function twoSnapshots(): Promise<Store> {
  const store = temporaryStore();
  await addFills(store, [{ id: "1", day: 1 }]);
  await addFills(store, [{ id: "2", day: 2 }]);
  return store;
}

const verify = (store: Store, name?: string): Promise<Verification> => verifyStore(store, name, silentProgress);
const pathOf = (store: Store, snapshot: string): string =>
  join(store.layout.root, store.resolve(snapshot).files.at(-1)!.path);

/** Links a snapshot by hand whose only file holds what a query gives. */
async function forge(store: Store, sql: string, changes: Partial<StoredFile> = {}): Promise<void> {
  const path = `data/forged-${sql.length}.parquet`;
  const { connection, close } = await openDatabase();
  const whole = join(store.layout.root, path);
  await connection.run(`COPY (${sql}) TO ${sqlText(whole)} (FORMAT parquet)`);
  close();
  const bytes = readFileSync(whole);
  const file: StoredFile = {
    table: "accounts",
    partition: "all",
    path,
    rows: 1,
    bytes: bytes.length,
    sha256: sha256(bytes),
    schemaVersion: 1,
    ...changes,
  };
  const manifest = nextManifest(store.latest(), { created: "", label: "forged", summary: {}, files: [file] });
  writeFileSync(join(store.layout.manifests, manifestFileName(manifest.number)), encodeManifest(manifest));
}

test("a sound store has no problem, and each file is read once", async () => {
  const store = await twoSnapshots();
  expect(await verify(store)).toMatchObject({ snapshots: 2, files: 2, problems: [] });
  expect(await verify(store, "1")).toMatchObject({ snapshots: 1, files: 1, problems: [] });
});

test("a changed byte is found, with every snapshot that it makes useless", async () => {
  const store = await twoSnapshots();
  const path = pathOf(store, "1");
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes);
  const { problems } = await verify(store);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ snapshots: [1, 2], path: store.resolve("1").files[0]!.path });
  expect(problems[0]!.problem).toContain("has changed: its SHA-256 is");
});

test("a missing file and a cut one are found in the snapshots that have them", async () => {
  const store = await twoSnapshots();
  const [first, second] = store.resolve("2").files.map(({ path }) => join(store.layout.root, path)) as [string, string];
  truncateSync(first, statSync(first).size - 1);
  rmSync(second);
  const said = (await verify(store, "2")).problems.map(({ problem }) => problem.replace(/\d+/g, "N"));
  expect(said).toEqual(["has N bytes; its manifest says N", "is missing"]);
});

test("columns, types and row counts that the manifest does not state are found although the hash is right", async () => {
  const store = await twoSnapshots();
  const columns = "'A' AS account, 'A' AS trader, NULL::VARCHAR AS desk, 'USD' AS currency";
  await forge(store, `SELECT ${columns}, 1::DOUBLE AS capital_base, false AS simulated`);
  expect((await verify(store, "latest")).problems[0]!.problem).toBe(
    "lacks capital_base DECIMAL(18,2) and has capital_base DOUBLE, which accounts of version 1 has not",
  );
  await forge(store, `SELECT ${columns}, 1::DECIMAL(18,2) AS capital_base, false AS simulated`, { rows: 7 });
  expect((await verify(store, "latest")).problems[0]!.problem).toBe("has 1 rows; its manifest says 7");
});

test("a damaged manifest is named, and the others are looked at all the same", async () => {
  const store = await twoSnapshots();
  writeFileSync(join(store.layout.manifests, manifestFileName(1)), "{");
  const found = await verify(store);
  expect(found).toMatchObject({ snapshots: 1, files: 2 });
  expect(found.problems).toMatchObject([{ snapshots: [1], path: "manifests/00000001.json" }]);
});

test("a pin on a snapshot that is not there is named", async () => {
  const store = await twoSnapshots();
  store.pin("1", "month-end");
  rmSync(join(store.layout.manifests, manifestFileName(1)));
  expect((await verify(store)).problems).toMatchObject([{ path: "pins/month-end.json" }]);
});
