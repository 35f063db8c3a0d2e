import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, type TestContext, test } from "vitest";
import { CHECKPOINTS, openDatabase, openSnapshot, openStore, publish, type Store } from "./index.js";

const NOW = new Date("2020-04-17T21:00:00Z");

/** A file system of its own of 300 kB and 60 files, or skips the test where none can be mounted. */
function smallDisk(context: TestContext): string {
  const disk = mkdtempSync(join(tmpdir(), "riskbook-disk-"));
  onTestFinished(() => rmSync(disk, { recursive: true, force: true }));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=300k,nr_inodes=60", "tmpfs", disk], { stdio: "ignore" });
  } catch {
    context.skip("a small file system cannot be mounted here");
  }
  onTestFinished(() => void execFileSync("umount", ["--lazy", disk]));
  return disk;
}

/** Writes until neither a byte nor a name more fits. */
function fill(disk: string): void {
  const filler = join(disk, "filler");
  mkdirSync(filler, { recursive: true });
  for (let size = 100_000, i = 0; ; i++) {
    try {
      writeFileSync(join(filler, `${i}`), Buffer.alloc(size));
    } catch {
      if (size === 0) return;
      size = size > 10 ? size >> 1 : 0;
    }
  }
}

async function addAccount(store: Store, name: string): Promise<void> {
  const { connection, close } = await openDatabase();
  const sql = `SELECT '${name}' AS account, 'T' AS trader, NULL AS desk, 'USD' AS currency, NULL AS capital_base, false AS simulated`;
  try {
    await publish(store, connection, async () => ({
      label: name,
      summary: {},
      add: [{ table: "accounts", partition: `part=${name}`, sql }],
      remove: [],
    }));
  } finally {
    close();
  }
}

async function accountsIn(store: Store): Promise<unknown[]> {
  const snapshot = await openSnapshot(store);
  const rows = await snapshot.rows("SELECT account FROM accounts ORDER BY account");
  snapshot.close();
  return rows.map(({ account }) => account);
}

/** From here on the new manifest is in place, and what is left to do needs no space. */
const STANDS = CHECKPOINTS.indexOf("sync-manifests");

test.for(CHECKPOINTS)("a disk that is full at %s leaves a whole store and says so", async (checkpoint, context) => {
  const disk = smallDisk(context);
  const root = join(disk, "store");
  const store = openStore(root, { now: () => NOW });
  await addAccount(store, "before");
  const onFull = openStore(root, { now: () => NOW, checkpoint: reached => reached === checkpoint && fill(disk) });
  const outcome = await addAccount(onFull, "meanwhile").then(
    () => "published",
    error => String(error),
  );
  const stands = CHECKPOINTS.indexOf(checkpoint) >= STANDS;
  expect(outcome).toMatch(stands ? /^published$/ : /There is no space left to write .* nothing was changed/);
  const there = outcome === "published" ? ["before", "meanwhile"] : ["before"];
  expect(await accountsIn(store)).toEqual(there);
  rmSync(join(disk, "filler"), { recursive: true });
  await addAccount(store, "after");
  expect(await accountsIn(store)).toEqual(["after", ...there]);
});
