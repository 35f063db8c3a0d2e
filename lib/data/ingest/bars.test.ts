import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { silentProgress } from "../../core/index.js";
import { openStore } from "../store/index.js";
import { checkTableMap } from "./map-file.js";
import { emptyStore, loadTable, rowsOf } from "./table-testing.js";
import { ingestTable } from "./tables.js";
import { NOW, temporaryFile, temporaryFolder } from "./testing.js";

const HEADER = "symbol,time,high,low,close\n";
const bar = (time: string, close = "1.5", symbol = "X"): string => `${symbol},${time},2,1,${close}\n`;
const TIMES = "SELECT strftime(time, '%Y-%m-%d %H:%M') AS utc FROM bars ORDER BY time";

describe("times of bars", () => {
  test("that state their offset need no zone; others need one, and nothing is loaded without it", async () => {
    const store = emptyStore();
    const stated = bar("2020-03-02T14:30:00Z") + bar("2020-03-02 09:31:00-05:00");
    expect(await loadTable(store, "bars", "b.csv", HEADER + stated)).toMatchObject({ loaded: 2 });
    const local = `${HEADER}${stated}${bar("2020-03-02 09:32")}`;
    await expect(loadTable(store, "bars", "b.csv", local)).rejects.toMatchObject({
      code: "NOT_STATED",
      exitCode: 2,
      message: expect.stringContaining('b.csv line 4: time was "2020-03-02 09:32", which names no zone. Say it'),
    });
    await loadTable(store, "bars", "b.csv", local, { statements: { zone: "America/New_York" } });
    expect((await rowsOf(store, TIMES)).map(({ utc }) => utc)).toEqual([
      "2020-03-02 14:30",
      "2020-03-02 14:31",
      "2020-03-02 14:32",
    ]);
  });

  test("that the clock skips in spring or shows twice in autumn are rejected", async () => {
    const night = ["2020-03-08 01:59", "2020-03-08 02:30", "2020-03-08 03:00", "2019-11-03 01:30", "2020-02-29 12:00"];
    const summary = await loadTable(emptyStore(), "bars", "b.csv", HEADER + night.map(time => bar(time)).join(""), {
      statements: { zone: "America/New_York" },
    });
    expect(summary).toMatchObject({ read: 5, loaded: 3, rejected: 2 });
    expect(summary.firstRejects.map(sentence => sentence.slice(0, 78))).toEqual([
      'b.csv line 3: time was "2020-03-08 02:30"; expected a time that there is in Am',
      'b.csv line 5: time was "2019-11-03 01:30"; expected a time that there is once ',
    ]);
  });

  test("may stand in two columns, as seconds since 1970, or at the end of the minute", async () => {
    const read = async (map: Record<string, unknown>, content: string, zone?: string) => {
      const store = emptyStore();
      const columns = { symbol: "symbol", high: "high", low: "low", close: "close", ...(map.columns as object) };
      const file = { path: "bars.yaml", map: checkTableMap({ table: "bars", ...map, columns }, "bars.yaml") };
      const statements = zone === undefined ? {} : { zone };
      expect(await loadTable(store, "bars", "b.csv", content, { map: file, statements })).toMatchObject({ loaded: 1 });
      return (await rowsOf(store, TIMES))[0]!.utc;
    };
    const two = "symbol,Date,Time,high,low,close\nX,03/02/2020,09:30,2,1,1.5\n";
    const format = "%m/%d/%Y %H:%M";
    const columns = { time: ["Date", "Time"] };
    expect(await read({ columns, stated: ["zone"], time: { format } }, two, "America/New_York")).toBe(
      "2020-03-02 14:30",
    );
    const zone = "America/New_York";
    expect(await read({ columns, time: { format, zone, bar: "end" } }, two)).toBe("2020-03-02 14:29");
    const epoch = { columns: { time: "time" }, time: { format: "epoch-seconds" } };
    expect(await read(epoch, HEADER + bar("1583159400.0"))).toBe("2020-03-02 14:30");
  });
});

test("only months with a bar that changes are written again", async () => {
  const store = emptyStore();
  const months = ["2020-01-02", "2020-02-03", "2020-03-02"].map(day => `${day}T15:00:00Z`);
  await loadTable(store, "bars", "b.csv", HEADER + months.map(time => bar(time)).join(""));
  const before = store.latest()!.files;
  const summary = await loadTable(store, "bars", "c.csv", HEADER + bar(months[1]!, "1.6") + bar(months[2]!));
  expect(summary).toMatchObject({ read: 2, loaded: 1, replaced: 1, alreadyKnown: 1 });
  const kept = store.latest()!.files.filter(file => before.some(({ path }) => path === file.path));
  expect(kept.map(({ partition }) => partition)).toEqual(["month=2020-01", "month=2020-03"]);
  expect(await rowsOf(store, "SELECT close FROM bars ORDER BY time")).toEqual([
    { close: 1.5 },
    { close: 1.6 },
    { close: 1.5 },
  ]);
});

test("of two ingests at once both land, also in the same month", async () => {
  const root = join(temporaryFolder(), "store");
  const now = (): Date => NOW;
  let raced = false;
  const theirs = openStore(root, { now });
  const ours = openStore(root, {
    now,
    checkpoint: step => {
      if (step === "link-manifest") raced = true;
    },
  });
  const load = (store: typeof ours, name: string, content: string) =>
    ingestTable({
      store,
      table: "bars",
      files: [temporaryFile(name, HEADER + content)],
      now,
      progress: silentProgress,
    });
  await load(theirs, "base.csv", bar("2020-03-02T15:00:00Z"));
  const both = await Promise.all([
    load(ours, "a.csv", bar("2020-03-02T15:01:00Z") + bar("2020-03-02T15:00:00Z", "1.7")),
    load(theirs, "b.csv", bar("2020-03-02T15:02:00Z") + bar("2020-03-02T15:01:00Z")),
  ]);
  expect(raced).toBe(true);
  expect(both.map(({ snapshot }) => snapshot?.number).sort()).toEqual([2, 3]);
  expect(both.map(({ read, loaded, alreadyKnown }) => read - loaded - alreadyKnown)).toEqual([0, 0]);
  expect(await rowsOf(theirs, "SELECT strftime(time, '%M') AS minute, close FROM bars ORDER BY time")).toEqual([
    { minute: "00", close: 1.7 },
    { minute: "01", close: 1.5 },
    { minute: "02", close: 1.5 },
  ]);
});

test("several files are one snapshot; a key that two of them tell differently is rejected with its place", async () => {
  const store = emptyStore();
  const files = [
    temporaryFile("a.csv", HEADER + bar("2020-03-02T15:00:00Z")),
    temporaryFile("b.csv", HEADER + bar("2020-03-02T15:00:00Z", "1.9") + bar("2020-03-02T15:01:00Z")),
  ];
  const summary = await ingestTable({ store, table: "bars", files, now: () => NOW, progress: silentProgress });
  expect(summary).toMatchObject({ read: 3, loaded: 2, rejected: 1, snapshot: { number: 1 } });
  expect(summary.files.map(({ source, loaded }) => [source, loaded])).toEqual([
    ["a.csv", 1],
    ["b.csv", 1],
  ]);
  expect(summary.firstRejects).toEqual([
    "b.csv line 2: has the same symbol and time as line 2 of a.csv, with other values. Remove one of them.",
  ]);
});

test("fifty thousand stored bars that are told again are found in seconds, and change nothing", async () => {
  const store = emptyStore();
  const first = Date.parse("2020-01-02T00:00:00Z");
  const times = Array.from({ length: 50_000 }, (_, i) => new Date(first + i * 60_000).toISOString());
  const content = HEADER + times.map(time => bar(time)).join("");
  await loadTable(store, "bars", "b.csv", content);
  expect(await loadTable(store, "bars", "b.csv", content)).toMatchObject({ alreadyKnown: 50_000, snapshot: null });
}, 20_000);
