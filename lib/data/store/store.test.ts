import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { SCHEMA, TABLES } from "../tables/index.js";
import { accountBucket, type Change, openDatabase, openSnapshot, openStore, publish, type Store } from "./index.js";

const NOW = new Date("2020-04-17T21:00:00Z");

function storeIn(name = "store"): Store {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return openStore(join(folder, name), { now: () => NOW });
}

const account = (name: string): string =>
  `SELECT '${name}' AS account, '${name}' AS trader, NULL AS desk, 'USD' AS currency, NULL AS capital_base, false AS simulated`;

/** Publishes one more file of accounts. */
async function add(store: Store, name: string): Promise<void> {
  const { connection, close } = await openDatabase();
  try {
    await publish(store, connection, async () => addition(name));
  } finally {
    close();
  }
}

function addition(name: string): Change {
  return {
    label: `add ${name}`,
    summary: {},
    add: [{ table: "accounts", partition: "all", sql: account(name) }],
    remove: [],
  };
}

async function accountsAt(store: Store, name?: string): Promise<unknown[]> {
  const snapshot = await openSnapshot(store, name);
  try {
    return (await snapshot.rows("SELECT account FROM accounts ORDER BY account")).map(row => row.account);
  } finally {
    snapshot.close();
  }
}

describe("a snapshot", () => {
  test("shows what was published up to it and nothing later, also while it is open", async () => {
    const store = storeIn();
    await add(store, "A");
    const first = await openSnapshot(store);
    await add(store, "B");
    expect(await first.rows("SELECT account FROM accounts")).toEqual([{ account: "A" }]);
    first.close();
    expect(await accountsAt(store)).toEqual(["A", "B"]);
    expect(await accountsAt(store, "1")).toEqual(["A"]);
  });

  test("is found by number, by the beginning of its id and by label", async () => {
    const store = storeIn();
    await add(store, "A");
    await add(store, "B");
    const [first] = store.list();
    store.pin("1", "month-end");
    for (const name of ["1", first!.id, first!.id.slice(0, 8), "month-end"]) expect(store.resolve(name).number).toBe(1);
    expect(store.resolve("latest").number).toBe(2);
    expect(() => store.pin("2", "month-end")).toThrow("already on snapshot");
    store.pin("1", "month-end");
    store.unpin("month-end");
    expect(() => store.resolve("month-end")).toThrow('There is no snapshot "month-end"');
    expect(() => store.unpin("month-end")).toThrow("No snapshot has the label");
  });

  test.each(["", "latest", "12", "abcdef12", "../x", "a b"])("cannot be labelled %j", async label => {
    const store = storeIn();
    await add(store, "A");
    expect(() => store.pin("latest", label)).toThrow("cannot be a label");
  });

  test("has every table with the columns and types of the schema, also those without rows", async () => {
    const store = storeIn();
    await add(store, "A");
    const snapshot = await openSnapshot(store);
    for (const table of TABLES) {
      const columns = await snapshot.rows(`SELECT column_name, column_type FROM (DESCRIBE ${table})`);
      expect(columns).toEqual(
        SCHEMA[table].map(({ name, type }) => ({ column_name: name, column_type: type.replace(", ", ",") })),
      );
    }
    snapshot.close();
  });

  test("lies in a folder of any name", async () => {
    const store = storeIn("it's [a] *store*? 中文");
    await add(store, "A");
    expect(await accountsAt(store)).toEqual(["A"]);
  });

  test("with a lost or cut file is refused", async () => {
    const store = storeIn();
    await add(store, "A");
    truncateSync(join(store.layout.root, store.latest()!.files[0]!.path), 10);
    await expect(openSnapshot(store)).rejects.toMatchObject({ code: "STORE_DAMAGED" });
  });
});

describe("publishing", () => {
  test("a change that is none makes no snapshot", async () => {
    const store = storeIn();
    const { connection, close } = await openDatabase();
    expect(await publish(store, connection, async () => null)).toBeNull();
    close();
    expect(store.latest()).toBeNull();
  });

  test("starts over on the snapshot of a writer who was first, and loses neither", async () => {
    const store = storeIn();
    const { connection, close } = await openDatabase();
    const parents: (number | undefined)[] = [];
    await publish(store, connection, async parent => {
      parents.push(parent?.number);
      if (parents.length === 1) await add(store, "theirs");
      return addition("ours");
    });
    close();
    expect(parents).toEqual([undefined, 1]);
    expect(await accountsAt(store)).toEqual(["ours", "theirs"]);
    const files = readdirSync(store.layout.data, { recursive: true }).filter(name => String(name).endsWith(".parquet"));
    expect(files).toHaveLength(2);
  });

  test("six writers at once all get in", async () => {
    const store = storeIn();
    const names = Array.from({ length: 6 }, (_, i) => `writer ${i}`);
    await Promise.all(names.map(name => add(store, name)));
    expect(await accountsAt(store)).toEqual(names);
    expect(store.list()).toHaveLength(6);
  });

  test("reads no manifest but the newest, and a list reads only what stands before the files", async () => {
    const store = storeIn();
    await add(store, "A");
    await add(store, "B");
    const path = join(store.layout.manifests, "00000001.json");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.slice(0, text.indexOf('"files": [') + 12));
    await add(store, "C");
    expect(store.entries().map(({ number, label, rows }) => [number, label, rows])).toEqual([
      [1, "add A", { accounts: 1 }],
      [2, "add B", { accounts: 2 }],
      [3, "add C", { accounts: 3 }],
    ]);
    expect(() => store.list()).toThrow("is not JSON");
  });

  test("removes what a crashed writer left, but not before a day has passed", async () => {
    const store = storeIn();
    await add(store, "A");
    const orphan = join(store.layout.data, "accounts", "all", "orphan.parquet");
    const note = join(store.layout.unfinished, "killed.writing");
    for (const path of [orphan, note, join(store.layout.unfinished, "half.parquet")]) writeFileSync(path, "x");
    const old = new Date(Date.now() - 25 * 3_600_000);
    utimesSync(orphan, old, old);
    await add(store, "A2");
    expect(readdirSync(join(store.layout.data, "accounts", "all"))).toContain("orphan.parquet");
    utimesSync(note, old, old);
    await add(store, "B");
    expect(readdirSync(join(store.layout.data, "accounts", "all"))).not.toContain("orphan.parquet");
    expect(readdirSync(store.layout.unfinished)).toEqual(["half.parquet"]);
    expect(await accountsAt(store, "1")).toEqual(["A"]);
  });
});

describe("a store", () => {
  test("written by a newer version is refused", async () => {
    const store = storeIn();
    await add(store, "A");
    writeFileSync(join(store.layout.manifests, "00000002.json"), JSON.stringify({ format: 3, parts: [] }));
    expect(() => openStore(store.layout.root, { now: () => NOW })).toThrow(
      "was written by a newer riskbook (store format 3; this one knows up to 2). Update riskbook",
    );
    await expect(add(store, "B")).rejects.toMatchObject({ code: "STORE_TOO_NEW" });
  });

  test("whose manifest was changed by hand is refused", async () => {
    const store = storeIn();
    await add(store, "A");
    const path = join(store.layout.manifests, "00000001.json");
    writeFileSync(path, readFileSync(path, "utf8").replace('"rows": 1', '"rows": 2'));
    expect(() => store.latest()).toThrow("does not agree with its own id");
    writeFileSync(path, "{");
    expect(() => store.latest()).toThrow("is not JSON");
  });

  test("that is empty says how to fill it", async () => {
    await expect(openSnapshot(storeIn())).rejects.toThrow('Load data with "riskbook ingest"');
  });
});

test("the bucket of an account never changes", () => {
  expect(["TRD1", "Биржа", ""].map(accountBucket)).toEqual([accountBucket("TRD1"), accountBucket("Биржа"), 5]);
  expect([accountBucket("a"), accountBucket("foobar")]).toEqual([0xe40c292c % 8, 0xbf9cf968 % 8]); // FNV-1a's own test vectors
});
