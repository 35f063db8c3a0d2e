import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { RiskbookError, silentProgress } from "../../core/index.js";
import { openStore } from "../store/index.js";
import { type DropFolderOptions, type DropReport, openDropFolder } from "./drop-folder.js";
import { ingestExecutions } from "./executions.js";
import { NOW, simpleMap, temporaryFolder } from "./testing.js";

const HEADER = "Account,Time,Symbol,Side,Qty,Price,Fee,Id\n";
const fill = (id: string, price = "10.5"): string => `A,2020-03-02 09:30:00,XYZ,B,100,${price},0.35,${id}\n`;

/** A watched folder with a store of its own and a clock that moves by hand. */
function watched(options: Partial<DropFolderOptions> = {}) {
  const folder = temporaryFolder();
  const store = openStore(join(temporaryFolder(), "store"), { now: () => NOW });
  let ms = NOW.getTime();
  const ingest = (path: string) =>
    ingestExecutions({ store, files: [path], map: simpleMap(), now: () => NOW, progress: silentProgress });
  const drop = openDropFolder({ folder, ingest, now: () => new Date(ms), settleMs: 5000, ...options });
  return {
    folder,
    store,
    put: (name: string, content: string) => writeFileSync(join(folder, name), content),
    /** Looks after some seconds have passed. */
    async look(seconds: number): Promise<DropReport[]> {
      ms += seconds * 1000;
      const reports: DropReport[] = [];
      for await (const report of drop.look()) reports.push(report);
      return reports;
    },
  };
}

function tree(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

describe("a dropped file", () => {
  test("is taken when two looks find it unchanged, and moved with its report", async () => {
    const { folder, put, look } = watched();
    put("fills.csv", HEADER + fill("1"));
    expect(await look(0)).toEqual([]);
    appendFileSync(join(folder, "fills.csv"), fill("2"));
    expect(await look(60)).toEqual([]);
    expect(await look(4)).toEqual([]);
    expect(await look(1)).toMatchObject([{ file: "fills.csv", outcome: "loaded", summary: { read: 2, loaded: 2 } }]);
    expect(tree(folder)).toEqual(["done/fills.csv", "done/fills.csv.json"]);
    expect(JSON.parse(readFileSync(join(folder, "done", "fills.csv.json"), "utf8"))).toMatchObject({
      outcome: "loaded",
      takenAt: "2020-04-17T21:01:05.000Z",
      summary: { snapshot: { number: 1 } },
      error: null,
    });
  });

  test("goes to failed when some or all of it could not be loaded, and the others are taken all the same", async () => {
    const { folder, put, look } = watched();
    put("a.csv", "no,header\n1,2\n");
    put("b.csv", HEADER + fill("1") + fill("2", "x"));
    put("c.csv", HEADER + fill("3"));
    await look(0);
    expect((await look(5)).map(({ file, outcome }) => [file, outcome])).toEqual([
      ["a.csv", "failed"],
      ["b.csv", "partly"],
      ["c.csv", "loaded"],
    ]);
    expect(tree(folder)).toEqual([
      "done/c.csv",
      "done/c.csv.json",
      "failed/a.csv",
      "failed/a.csv.json",
      "failed/b.csv",
      "failed/b.csv.json",
    ]);
    expect(readFileSync(join(folder, "failed", "a.csv.json"), "utf8")).toContain("MISSING_COLUMN");
    expect(readFileSync(join(folder, "failed", "b.csv.json"), "utf8")).toContain('b.csv line 3: price was \\"x\\"');
  });

  test("takes no earlier file's place, although it has its name", async () => {
    const { folder, put, look } = watched();
    for (const id of ["1", "2"]) {
      put("fills.csv", HEADER + fill(id));
      await look(0);
      await look(5);
    }
    expect(tree(folder)).toEqual([
      "done/fills (2).csv",
      "done/fills (2).csv.json",
      "done/fills.csv",
      "done/fills.csv.json",
    ]);
    expect(readFileSync(join(folder, "done", "fills.csv"), "utf8")).toContain(fill("1"));
  });

  test("stays while it is called unfinished, is hidden, or lies in a folder", async () => {
    const { folder, put, look } = watched();
    mkdirSync(join(folder, "sub"));
    for (const name of ["a.csv.part", ".hidden.csv", "sub/c.csv"]) put(name, HEADER + fill(name));
    await look(0);
    expect(await look(60)).toEqual([]);
    renameSync(join(folder, "a.csv.part"), join(folder, "a.csv"));
    await look(5);
    expect(await look(5)).toMatchObject([{ file: "a.csv", outcome: "loaded" }]);
  });

  test("that grows while it is loaded is loaded again as a whole", async () => {
    const here = watched();
    let grew = false;
    const { folder, store, put, look } = watched({
      ingest: async path => {
        const summary = await ingestExecutions({
          store: here.store,
          files: [path],
          map: simpleMap(),
          now: () => NOW,
          progress: silentProgress,
        });
        if (!grew) appendFileSync(path, fill("2"));
        grew = true;
        return summary;
      },
    });
    put("fills.csv", HEADER + fill("1"));
    await look(0);
    expect(await look(5)).toEqual([]);
    expect(await look(5)).toEqual([]);
    expect(await look(5)).toMatchObject([{ outcome: "loaded", summary: { loaded: 1, alreadyKnown: 1 } }]);
    expect(tree(folder)).toContain("done/fills.csv");
    expect(store.latest()).toBeNull();
  });
});

test("a full disk is no fault of the file: it stays, and the watch ends with the reason", async () => {
  const { folder, put, look } = watched({
    ingest: () => Promise.reject(new RiskbookError("DISK_FULL", "There is no space left.")),
  });
  put("fills.csv", HEADER + fill("1"));
  await look(0);
  await expect(look(5)).rejects.toMatchObject({ code: "DISK_FULL" });
  expect(tree(folder)).toEqual(["fills.csv"]);
});

test("a folder that is not there is said", () => {
  const folder = join(temporaryFolder(), "nowhere");
  expect(() => watched({ folder })).toThrow("There is no folder");
  expect(existsSync(folder)).toBe(false);
});
