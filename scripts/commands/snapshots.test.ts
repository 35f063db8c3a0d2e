import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, onTestFinished, test } from "vitest";
import { packageRoot, silentProgress } from "../../lib/core/index.js";
import {
  COPY_CHECKPOINTS,
  ingestTable,
  openStore,
  PRUNE_CHECKPOINTS,
  pruneStore,
  type Store,
  verifyStore,
} from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { register } from "./snapshots.js";

const NOW = new Date("2026-01-02T21:00:00Z");
const HOUR = 3_600_000;

/** A folder with a store in `store`, to which each close adds a snapshot, or in which it replaces the one before. */
async function folderWithCloses(...closes: number[]): Promise<{ folder: string; store: Store }> {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-snapshots-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = openStore(join(folder, "store"), { now: () => NOW });
  for (const close of closes) {
    const file = join(folder, "prices.csv");
    writeFileSync(file, `symbol,date,close\nXYZ,2025-12-31,${close}\nABC,2025-12-31,5\n`);
    await ingestTable({ store, table: "prices", files: [file], now: () => NOW, progress: silentProgress });
  }
  return { folder, store };
}

type End = { text: string; code: number; said: string[] };

const snapshots = (folder: string, ...words: string[]): Promise<End> => snapshotsAt(NOW, folder, ...words);

async function snapshotsAt(now: Date, folder: string, ...words: string[]): Promise<End> {
  const end: End = { text: "", code: 0, said: [] };
  const context: Context = {
    write: text => {
      end.text += text;
    },
    progress: { ...silentProgress, line: text => end.said.push(text) },
    cwd: folder,
    environment: {},
    now: () => now,
    exit: code => {
      end.code = code;
    },
  };
  const program = new Command().exitOverride();
  register(program, context);
  await program.parseAsync(["snapshots", ...words, "--store", "store"], { from: "user" });
  return end;
}

function parquetFiles(store: Store): string[] {
  const names = readdirSync(store.layout.data, { recursive: true, encoding: "utf8" });
  return names.filter(name => name.endsWith(".parquet")).map(name => `data/${name}`);
}

function archiveRun(folder: string, run: string, content: string): void {
  const path = join(folder, "output", "daily", "2025-12-31", run);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "manifest.json"), content);
}

const runOn = (id: string): string => JSON.stringify({ inputs: { snapshot: { id: 1, sha256: id } } });

test("verify ends with 0 for a sound store, and with 1 and the file's name for a damaged one", async () => {
  const { folder, store } = await folderWithCloses(10, 11);
  expect(await snapshots(folder, "verify")).toMatchObject({
    text: expect.stringMatching(/^2 snapshots, 2 files, 0\.0 MB: all as the manifests say\.\n$/),
    code: 0,
  });
  const { path } = store.resolve("1").files[0]!;
  truncateSync(join(store.layout.root, path), 9);
  const damaged = await snapshots(folder, "verify");
  expect(damaged).toMatchObject({ code: 1, text: expect.stringContaining(`${path} has 9 bytes; its manifest says`) });
  expect(damaged.text).toContain("(snapshot 1)");
  expect((await snapshots(folder, "verify", "2")).code).toBe(0);
});

test("diff tells the correction of a day and nothing else", async () => {
  const { folder } = await folderWithCloses(10, 11);
  const { text } = await snapshots(folder, "diff", "1", "2");
  expect(text.split("\n").slice(1)).toEqual([
    "prices: 1 changed",
    "  2025-12-31  1 changed",
    "  ~  XYZ  2025-12-31  close 10.0 → 11.0  false",
    "",
  ]);
  const json = JSON.parse((await snapshots(folder, "diff", "1", "2", "--json")).text);
  expect(json).toMatchObject({ a: { number: 1 }, b: { number: 2 }, tables: [{ changed: 1 }] });
  expect((await snapshots(folder, "diff", "1", "2", "--table", "fills")).text).toContain("the same rows");
  await expect(snapshots(folder, "diff", "1", "2", "--table", "trades")).rejects.toThrow('--table was "trades"');
});

describe("prune", () => {
  test("keeps what archived reports were made from, and says why", async () => {
    const { folder, store } = await folderWithCloses(10, 11, 12, 13);
    archiveRun(folder, "abc-1", runOn(store.resolve("2").id));
    archiveRun(folder, "failed-abc-1", JSON.stringify({ inputs: { snapshot: null } }));
    const prune = ["prune", "--keep", "1", "--output", "output"];
    expect((await snapshots(folder, ...prune, "--dry-run")).text).toContain("Would retire: snapshots 1, 3;");
    expect(store.list()).toHaveLength(4);
    const { text } = await snapshots(folder, ...prune);
    expect(text).toContain("Retired: snapshots 1, 3; whoever has one open reads on for a day");
    expect(text).toContain("Snapshot 2 stays: named by a report\nSnapshot 4 stays: newest");
    expect(store.list().map(({ number }) => number)).toEqual([2, 4]);
  });

  test("without --keep it goes by the book's retention and says so", async () => {
    const { folder, store } = await folderWithCloses(10, 11, 12);
    writeFileSync(join(folder, "riskbook.yaml"), "firm: F\ncurrency: USD\nretention: { days: 2, months: 1 }\n");
    const soon = await snapshots(folder, "prune", "--dry-run");
    expect(soon.text).toContain("Nothing to prune.");
    expect(soon.said).toEqual([expect.stringContaining("of 2 days, and the last one of 1 month")]);
    const later = new Date(NOW.getTime() + 72 * HOUR);
    expect((await snapshotsAt(later, folder, "prune")).text).toContain("Retired: snapshots 1, 2;");
    expect(store.list().map(({ number }) => number)).toEqual([3]);
  });

  test("keeps the snapshot that tells how far a source is loaded", async () => {
    const { folder, store } = await folderWithCloses(10, 11, 12);
    mkdirSync(join(folder, "inbox", "broker"), { recursive: true });
    const feeds = { A: { through: "2025-12-31", snapshot: store.resolve("2").id } };
    writeFileSync(join(folder, "inbox", "broker", "watermarks.json"), JSON.stringify({ version: 1, feeds }));
    const { text } = await snapshots(folder, "prune", "--keep", "1", "--output", "output");
    expect(text).toContain("Snapshot 2 stays: the watermark of a source");
    expect(store.list().map(({ number }) => number)).toEqual([2, 3]);
  });

  test("does nothing when it does not know what reports need, or how much to keep", async () => {
    const { folder, store } = await folderWithCloses(10, 11);
    await expect(snapshots(folder, "prune", "--keep", "1")).rejects.toThrow("Name the folder of the reports");
    for (const keep of ["0", "0d", "-1", "x", "1w"]) {
      await expect(snapshots(folder, "prune", `--keep=${keep}`, "--output", "output")).rejects.toThrow("--keep was");
    }
    archiveRun(folder, "abc-1", "{");
    await expect(snapshots(folder, "prune", "--keep", "1", "--output", "output")).rejects.toThrow(
      /abc-1.manifest\.json does not say which snapshot/,
    );
    expect(store.list()).toHaveLength(2);
  });

  test.each(PRUNE_CHECKPOINTS)(
    "kill -9 at %s leaves a sound store, and the next prune completes it",
    async checkpoint => {
      const { folder, store } = await folderWithCloses(10, 11, 12, 13);
      const yesterday = openStore(store.layout.root, { now: () => new Date(Date.now() - 25 * HOUR) });
      const named = new Set(["2", "3"].map(name => store.resolve(name).id));
      pruneStore(yesterday, { keep: { snapshots: 1 }, named });
      const words = ["snapshots", "prune", "--keep", "1", "--output", "output", "--store", "store"];
      const killed = spawnSync(process.execPath, [join(packageRoot(), "scripts", "riskbook.mjs"), ...words], {
        cwd: folder,
        env: { ...process.env, RISKBOOK_CRASH_AT: checkpoint },
      });
      expect(killed.signal).toBe("SIGKILL");
      expect(store.latest()!.number).toBe(4);
      expect((await verifyStore(store, undefined, silentProgress)).problems).toEqual([]);
      const tomorrow = openStore(store.layout.root, { now: () => new Date(Date.now() + 25 * HOUR) });
      for (const next of [openStore(store.layout.root, { now: () => new Date() }), tomorrow])
        pruneStore(next, { keep: { snapshots: 1 }, named: new Set() });
      expect(store.list().map(({ number }) => number)).toEqual([4]);
      expect((await verifyStore(store, undefined, silentProgress)).problems).toEqual([]);
      expect(parquetFiles(store)).toEqual(store.latest()!.files.map(({ path }) => path));
    },
  );
});

test("export writes the table of the snapshot that is named, and refuses what it does not know", async () => {
  const { folder } = await folderWithCloses(10, 11);
  const words = ["export", "1", "--table", "prices", "--format", "csv", "-o", "prices-1.csv"];
  expect((await snapshots(folder, ...words)).text).toMatch(
    /prices-1\.csv: 2 rows of prices, snapshot 1 \([0-9a-f]{12}\)\n$/,
  );
  expect(readFileSync(join(folder, "prices-1.csv"), "utf8")).toBe(
    "symbol,date,open,high,low,close,volume,simulated\nABC,2025-12-31,,,,5.0,,false\nXYZ,2025-12-31,,,,10.0,,false\n",
  );
  await expect(snapshots(folder, ...words.toSpliced(5, 1, "xls"))).rejects.toThrow(
    "expected one of csv, parquet, xlsx",
  );
});

test.each(COPY_CHECKPOINTS)(
  "a copy that is killed at %s can be read, and the next run completes it",
  async checkpoint => {
    const { folder, store } = await folderWithCloses(10, 11, 12);
    const words = ["snapshots", "copy", "copy", "--store", "store"];
    const times = checkpoint === "copy-pins" ? 1 : 2;
    const killed = spawnSync(process.execPath, [join(packageRoot(), "scripts", "riskbook.mjs"), ...words], {
      cwd: folder,
      env: { ...process.env, RISKBOOK_CRASH_AT: `${checkpoint}:${times}` },
    });
    expect(killed.signal).toBe("SIGKILL");
    const copy = openStore(join(folder, "copy"), { now: () => NOW });
    expect(copy.list()).toHaveLength(checkpoint === "copy-pins" ? 3 : 1);
    expect((await verifyStore(copy, undefined, silentProgress)).problems).toEqual([]);
    expect((await snapshots(folder, "copy", "copy")).text).toContain("; 3 snapshots in all");
    expect(copy.list()).toEqual(store.list());
    expect((await verifyStore(copy, undefined, silentProgress)).problems).toEqual([]);
  },
);
