import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { packageRoot, silentProgress } from "../../lib/core/index.js";
import {
  CHECKPOINTS,
  type IngestSummary,
  ingestExecutions,
  type OnCheckpoint,
  openSnapshot,
  openStore,
  readMap,
} from "../../lib/data/index.js";

const RISKBOOK = join(packageRoot(), "scripts", "riskbook.mjs");
const MAP = join(packageRoot(), "data", "maps", "tradervue.yaml");

interface Run {
  status: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
}

function riskbook(folder: string, args: string[], environment: Record<string, string> = {}): Run {
  return spawnSync(process.execPath, [RISKBOOK, ...args], {
    cwd: folder,
    encoding: "utf8",
    timeout: 30_000,
    env: { ...process.env, ...environment },
  });
}

function folderWithFills(rows = 40): string {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-ingest-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFills(folder, "fills.csv", rows, "XYZ");
  return folder;
}

/** Fills over three months, so that an ingest writes several files. */
function writeFills(folder: string, name: string, rows: number, symbol: string): void {
  const lines = Array.from(
    { length: rows },
    (_, i) => `0${1 + (i % 3)}/02/2020,09:30:${String(i % 60).padStart(2, "0")},${symbol},100,${10 + i},Buy`,
  );
  writeFileSync(join(folder, name), `Date,Time,Symbol,Quantity,Price,Side\n${lines.join("\n")}\n`);
}

const INGEST = ["ingest", "fills.csv", "--map", MAP, "--store", "store"];

async function fillsIn(folder: string, symbol: string): Promise<unknown> {
  const store = openStore(join(folder, "store"), { now: () => new Date() });
  if (store.latest() === null) return 0;
  const snapshot = await openSnapshot(store);
  try {
    return (await snapshot.rows(`SELECT count(*) AS n FROM fills WHERE symbol = '${symbol}'`))[0]?.n;
  } finally {
    snapshot.close();
  }
}

describe("riskbook ingest", () => {
  test("prints a summary that reconciles, and ends with 0, 3 when rows were rejected, 1 when all were", () => {
    const folder = folderWithFills();
    const all = riskbook(folder, [...INGEST, "--json"]);
    expect(all.status).toBe(0);
    expect(JSON.parse(all.stdout)).toMatchObject({ read: 40, loaded: 40, alreadyKnown: 0, rejected: 0 });
    const text = readFileSync(join(folder, "fills.csv"), "utf8");
    writeFileSync(join(folder, "fills.csv"), text.replace("Buy", "Hold").replace(",10,", ",99,"));
    const some = riskbook(folder, INGEST);
    expect(some.status).toBe(3);
    expect(some.stdout).toContain("40 read = 0 loaded + 39 already known + 1 rejected");
    expect(some.stdout).toContain('fills.csv line 2: side was "Hold"; expected B,');
    writeFileSync(join(folder, "fills.csv"), text.replaceAll("Buy", "Hold"));
    expect(riskbook(folder, INGEST).status).toBe(1);
  });

  test("says what is wrong with the way it was called", () => {
    const folder = folderWithFills();
    writeFileSync(join(folder, "other.csv"), "When,What\n1,2\n");
    const unknown = riskbook(folder, ["ingest", "other.csv", "--store", "store"]);
    expect(unknown).toMatchObject({ status: 2 });
    expect(unknown.stderr).toContain("other.csv has columns When, What, which no map knows.");
    const run = riskbook(folder, ["ingest", "fills.csv", "--map", "nonesuch", "--store", "store"]);
    expect(run).toMatchObject({ status: 2 });
    expect(run.stderr).toContain("There is no map nonesuch");
  });
});

describe("riskbook ingest --detect", () => {
  test("names the format of each file, and ends with 2 where one has none", () => {
    const folder = folderWithFills();
    const known = riskbook(folder, ["ingest", "--detect", "fills.csv", "--json"]);
    expect(known.status).toBe(0);
    expect(JSON.parse(known.stdout)).toMatchObject([{ maps: [{ name: "Tradervue executions", path: MAP }] }]);
    writeFileSync(join(folder, "other.csv"), "When,What\n1,2\n");
    writeFileSync(join(folder, "page.csv"), "<html><body>Log in</body></html>");
    const both = riskbook(folder, ["ingest", "--detect", "fills.csv", "other.csv", "page.csv"]);
    expect(both.status).toBe(2);
    expect(both.stdout.split("\n")[2]).toContain("page.csv is a web page, not data");
    expect(both.stdout.split("\n")[0]).toContain("fills.csv: Tradervue executions");
    expect(both.stdout.split("\n")[1]).toContain("other.csv has columns When, What, which no map knows.");
  });

  test("is what an ingest without a map goes by, and it says so; the account may be stated", async () => {
    const folder = folderWithFills();
    const run = riskbook(folder, ["ingest", "fills.csv", "--store", "store", "--account", "T1"]);
    expect(run).toMatchObject({ status: 0 });
    expect(run.stderr).toContain("fills.csv: Tradervue executions");
    const snapshot = await openSnapshot(openStore(join(folder, "store"), { now: () => new Date() }));
    expect(await snapshot.rows("SELECT DISTINCT account FROM fills")).toEqual([{ account: "T1" }]);
    snapshot.close();
  });
});

describe("kill -9 while a snapshot is published", () => {
  test.each(CHECKPOINTS)(
    "at %s leaves the old snapshot or the new one, and the next run completes it",
    async checkpoint => {
      const folder = folderWithFills();
      writeFills(folder, "base.csv", 20, "BASE");
      await ingestHere(folder, "base.csv");
      const killed = riskbook(folder, INGEST, { RISKBOOK_CRASH_AT: checkpoint });
      expect(killed.signal).toBe("SIGKILL");
      const stands = ["sync-manifests", "published", "cleaned"].includes(checkpoint);
      expect([await fillsIn(folder, "XYZ"), await fillsIn(folder, "BASE")]).toEqual([stands ? 40 : 0, 20]);
      expect(await ingestHere(folder, "fills.csv")).toMatchObject(stands ? { alreadyKnown: 40 } : { loaded: 40 });
      expect([await fillsIn(folder, "XYZ"), await fillsIn(folder, "BASE")]).toEqual([40, 20]);
    },
  );
});

/** Ingests in this process, which spares the time that another one takes to start. */
function ingestHere(folder: string, file: string, checkpoint: OnCheckpoint = () => {}): Promise<IngestSummary> {
  const now = (): Date => new Date();
  const store = openStore(join(folder, "store"), { now, checkpoint });
  return ingestExecutions({ store, files: [join(folder, file)], map: readMap(MAP), now, progress: silentProgress });
}

describe("riskbook ingest --watch", () => {
  async function watchUntilTaken(folder: string): Promise<{ status: number | null; stdout: string }> {
    const child = spawn(
      process.execPath,
      [RISKBOOK, "ingest", "--watch", "drop", "--every", "0.2", "--store", "store", "--json"],
      { cwd: folder },
    );
    let stdout = "";
    child.stdout.on("data", chunk => {
      stdout += chunk;
      child.kill("SIGTERM");
    });
    return new Promise(resolve => child.on("close", status => resolve({ status, stdout })));
  }

  test.each(["sync-file", "published"] as const)(
    "that is killed at %s loses nothing and loads nothing twice when it is started again",
    async checkpoint => {
      const folder = folderWithFills();
      mkdirSync(join(folder, "drop"));
      writeFills(join(folder, "drop"), "today.csv", 40, "XYZ");
      const watch = ["ingest", "--watch", "drop", "--every", "0.2", "--store", "store"];
      expect(riskbook(folder, watch, { RISKBOOK_CRASH_AT: checkpoint }).signal).toBe("SIGKILL");
      expect(readdirSync(join(folder, "drop"))).toEqual(["today.csv"]);
      const { status, stdout } = await watchUntilTaken(folder);
      expect(status).toBe(0);
      const known = checkpoint === "published" ? 40 : 0;
      expect(JSON.parse(stdout)).toMatchObject({
        outcome: "loaded",
        summary: { loaded: 40 - known, alreadyKnown: known },
      });
      expect(await fillsIn(folder, "XYZ")).toBe(40);
      expect(readdirSync(join(folder, "drop", "done"))).toEqual(["today.csv", "today.csv.json"]);
    },
  );

  test("takes a folder and no files", () => {
    const folder = folderWithFills();
    expect(riskbook(folder, ["ingest", "--watch", "nowhere", "--store", "store"])).toMatchObject({ status: 2 });
    expect(riskbook(folder, ["ingest", "--watch", ".", "fills.csv", "--store", "store"]).stderr).toContain(
      "ingest takes files, or --watch and a folder.",
    );
  });
});

describe("a second writer", () => {
  test("who publishes first makes the first one look again, so that nothing is lost or loaded twice", async () => {
    const folder = folderWithFills();
    writeFills(folder, "base.csv", 20, "BASE");
    await ingestHere(folder, "base.csv");
    writeFills(folder, "theirs.csv", 25, "XYZ"); // the first 25 of our 40
    let links = 0;
    const summary = await ingestHere(folder, "fills.csv", checkpoint => {
      if (checkpoint !== "link-manifest" || ++links > 1) return;
      expect(riskbook(folder, ["ingest", "theirs.csv", ...INGEST.slice(2)]).status).toBe(0);
    });
    expect(links).toBe(2);
    expect(summary).toMatchObject({ read: 40, loaded: 15, alreadyKnown: 25, snapshot: { number: 3 } });
    expect([await fillsIn(folder, "XYZ"), await fillsIn(folder, "BASE")]).toEqual([40, 20]);
  });

  test("in a process of its own, started at the same moment, gets in as well", async () => {
    const folder = folderWithFills();
    writeFills(folder, "other.csv", 30, "OTHER");
    writeFills(folder, "third.csv", 10, "THIRD");
    const run = (file: string): Promise<number | null> =>
      new Promise(resolve => {
        const args = ["ingest", file, "fills.csv", ...INGEST.slice(2)];
        spawn(process.execPath, [RISKBOOK, ...args], { cwd: folder, stdio: "ignore" }).on("exit", resolve);
      });
    expect(await Promise.all([run("other.csv"), run("third.csv")])).toEqual([0, 0]);
    const counts = await Promise.all(["XYZ", "OTHER", "THIRD"].map(symbol => fillsIn(folder, symbol)));
    expect(counts).toEqual([40, 30, 10]);
  });
});

describe("a place that cannot be written", () => {
  test("a full disk is said, and the store keeps its snapshot", async context => {
    const folder = folderWithFills();
    const mount = join(folder, "disk");
    mkdirSync(mount);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", mount], { stdio: "ignore" });
    } catch {
      context.skip("a small file system cannot be mounted here");
    }
    try {
      writeFills(folder, "big.csv", 20_000, "BIG");
      const onDisk = ["--map", MAP, "--store", "disk/store"];
      expect(riskbook(folder, ["ingest", "fills.csv", ...onDisk]).status).toBe(0);
      const full = riskbook(folder, ["ingest", "big.csv", ...onDisk]);
      expect(full.status).toBe(1);
      expect(full.stderr).toContain("There is no space left to write");
      expect(riskbook(folder, ["snapshots", "list", "--store", "disk/store", "--json"]).stdout).toContain('"number":1');
      expect(readdirSync(join(mount, "store", "manifests"))).toEqual(["00000001.json"]);
      expect(readdirSync(join(mount, "store", "unfinished"))).toEqual([]);
    } finally {
      execFileSync("umount", [mount]);
    }
  });

  test("no write right is said", context => {
    if (process.getuid?.() === 0 && !existsSync("/usr/bin/setpriv")) context.skip("root may write everywhere");
    const folder = folderWithFills();
    mkdirSync(join(folder, "store"));
    chmodSync(join(folder, "store"), 0o555);
    chmodSync(folder, 0o755);
    const command = [process.execPath, RISKBOOK, ...INGEST];
    const asNobody = process.getuid?.() === 0 ? ["setpriv", "--reuid=65534", "--clear-groups", ...command] : command;
    const run = spawnSync(asNobody[0]!, asNobody.slice(1), { cwd: folder, encoding: "utf8" });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain("You may not write");
  });
});
