import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { silentProgress } from "../../core/index.js";
import { type Checkpoint, openStore, type Store } from "../store/index.js";
import { copyStore, type StoreCopy } from "./copy.js";
import { pruneStore } from "./prune.js";
import { addFills, NOW, temporaryFolder, temporaryStore } from "./testing.js";
import { verifyStore } from "./verify.js";

async function threeSnapshots(): Promise<Store> {
  const store = temporaryStore();
  for (const day of [1, 2, 3]) await addFills(store, [{ id: `${day}`, day }]);
  store.pin("2", "month-end");
  mkdirSync(store.layout.rejects);
  writeFileSync(join(store.layout.rejects, "a.csv-0123456789ab.csv"), "file,line,reason,text\r\n");
  return store;
}

const copy = (from: Store, to: Store): Promise<StoreCopy> => copyStore(from, to, silentProgress);

/** Every file of a store but its unfinished ones, with its content. */
function contentOf({ layout }: Store): Record<string, string> {
  const entries = readdirSync(layout.root, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  return Object.fromEntries(paths.map(path => [path.slice(layout.root.length), readFileSync(path, "base64")]));
}

test("a copy has every snapshot, file, pin and reject, byte for byte, and a second one has nothing to do", async () => {
  const [from, to] = [await threeSnapshots(), temporaryStore()];
  expect(await copy(from, to)).toMatchObject({ snapshots: 3, files: 3, total: 3 });
  expect(contentOf(to)).toEqual(contentOf(from));
  expect((await verifyStore(to, undefined, silentProgress)).problems).toEqual([]);
  expect(await copy(from, to)).toEqual({ snapshots: 0, files: 0, bytes: 0, total: 3 });
});

test("it is brought up to date, a moved label included", async () => {
  const [from, to] = [await threeSnapshots(), temporaryStore()];
  await copy(from, to);
  await addFills(from, [{ id: "4", day: 4 }]);
  from.unpin("month-end");
  from.pin("4", "month-end");
  expect(await copy(from, to)).toMatchObject({ snapshots: 1, files: 1, total: 4 });
  expect(to.resolve("month-end").number).toBe(4);
});

test("it is whole at every step on the way", async () => {
  const [from, folder] = [await threeSnapshots(), temporaryFolder()];
  const seen: [Checkpoint, number][] = [];
  const plain = openStore(join(folder, "copy"), { now: () => NOW });
  const looking: Promise<unknown>[] = [];
  const to = openStore(plain.layout.root, {
    now: () => NOW,
    checkpoint: checkpoint => {
      seen.push([checkpoint, plain.list().length]);
      looking.push(verifyStore(plain, undefined, silentProgress).then(({ problems }) => expect(problems).toEqual([])));
    },
  });
  await copy(from, to);
  await Promise.all(looking);
  expect(seen.filter(([checkpoint]) => checkpoint === "copy-manifest").map(([, count]) => count)).toEqual([0, 1, 2]);
});

test("a file that was damaged here is never copied, and the copy keeps the snapshots before it", async () => {
  const [from, to] = [await threeSnapshots(), temporaryStore()];
  const added = from.resolve("2").files.find(({ path }) => !from.resolve("1").files.some(old => old.path === path))!;
  const path = join(from.layout.root, added.path);
  const bytes = readFileSync(path);
  bytes[9]! ^= 1;
  writeFileSync(path, bytes);
  await expect(copy(from, to)).rejects.toMatchObject({ code: "STORE_DAMAGED" });
  expect(to.list().map(({ number }) => number)).toEqual([1]);
  rmSync(path);
  await expect(copy(from, to)).rejects.toThrow("A file of snapshot 2");
  expect((await verifyStore(to, undefined, silentProgress)).problems).toEqual([]);
});

test("a file that a power cut left half written in the copy is copied again", async () => {
  const [from, to] = [await threeSnapshots(), temporaryStore()];
  const { path } = from.resolve("1").files[0]!;
  mkdirSync(join(to.layout.root, path, ".."), { recursive: true });
  appendFileSync(join(to.layout.root, path), "half");
  expect(await copy(from, to)).toMatchObject({ files: 3 });
  expect((await verifyStore(to, undefined, silentProgress)).problems).toEqual([]);
});

test("a store with snapshots of its own, and a folder in this one or around it, are refused", async () => {
  const [from, to] = [await threeSnapshots(), temporaryStore()];
  await addFills(to, [{ id: "other", day: 1 }]);
  await expect(copy(from, to)).rejects.toMatchObject({ code: "COPY_DIVERGES" });
  expect(to.list()).toHaveLength(1);
  const link = join(temporaryFolder(), "link");
  symlinkSync(from.layout.root, link);
  for (const folder of [
    from.layout.root,
    join(from.layout.root, "data", "copy"),
    join(from.layout.root, ".."),
    join(link, "copy"),
  ]) {
    await expect(copy(from, openStore(folder, { now: () => NOW }))).rejects.toMatchObject({ code: "BAD_DESTINATION" });
  }
});

test("what was pruned here stays in the copy, and what was pruned before it was made is not missed", async () => {
  const [from, to, late] = [await threeSnapshots(), temporaryStore(), temporaryStore()];
  await copy(from, to);
  pruneStore(from, { keep: { snapshots: 1 }, named: new Set() });
  await addFills(from, [{ id: "4", day: 4 }]);
  expect(await copy(from, to)).toMatchObject({ snapshots: 1, total: 4 });
  expect(await copy(from, late)).toMatchObject({ total: 3 });
  expect((await verifyStore(late, undefined, silentProgress)).problems).toEqual([]);
});
