import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { packageRoot, silentProgress } from "../../lib/core/index.js";
import { ingestTable, openSnapshot, openStore, verifyStore } from "../../lib/data/index.js";

const RISKBOOK = join(packageRoot(), "scripts", "riskbook.mjs");
const now = (): Date => new Date("2021-01-01T00:00:00Z");

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-tables-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** One moment of each kind: between the files, just before the new manifest, and twice after it. */
const MOMENTS = ["rename-file:2", "link-manifest", "sync-manifests", "published"] as const;

/** Those after which the new snapshot stands. */
const STAND: ReadonlySet<string> = new Set(["sync-manifests", "published"]);

/** Closes of two symbols over two years, hence two partitions; a change rewrites both. */
function writePrices(folder: string, name: string, close: number): void {
  const days = ["2019-12-30", "2019-12-31", "2020-01-02", "2020-01-03"];
  const lines = days.flatMap(day => ["AAA", "BBB"].map(symbol => `${symbol},${day},${close}`));
  writeFileSync(join(folder, name), `symbol,date,close\n${lines.join("\n")}\n`);
}

async function closesIn(folder: string, store: string): Promise<unknown[]> {
  const snapshot = await openSnapshot(openStore(join(folder, store), { now }));
  const rows = await snapshot.rows("SELECT DISTINCT symbol, date, close FROM prices");
  snapshot.close();
  expect(rows).toHaveLength(8);
  return [...new Set(rows.map(({ close }) => close))];
}

test("a correction of prices that is killed at any step is wholly there or not at all, and a second run completes it", async () => {
  const folder = temporaryFolder();
  writePrices(folder, "first.csv", 10);
  writePrices(folder, "second.csv", 11);
  const common = { table: "prices", now, progress: silentProgress } as const;
  const base = openStore(join(folder, "base"), { now });
  await ingestTable({ ...common, store: base, files: [join(folder, "first.csv")] });
  for (const moment of MOMENTS) {
    const name = moment.replace(":", "-");
    cpSync(join(folder, "base"), join(folder, name), { recursive: true });
    const killed = spawnSync(process.execPath, [RISKBOOK, "ingest", "prices", "second.csv", "--store", name], {
      cwd: folder,
      env: { ...process.env, RISKBOOK_CRASH_AT: moment },
    });
    expect(killed.signal, moment).toBe("SIGKILL");
    const stands = STAND.has(moment);
    expect(await closesIn(folder, name), moment).toEqual([stands ? 11 : 10]);
    const store = openStore(join(folder, name), { now });
    const again = await ingestTable({ ...common, store, files: [join(folder, "second.csv")] });
    expect(again, moment).toMatchObject(stands ? { alreadyKnown: 8, replaced: 0 } : { alreadyKnown: 0, replaced: 8 });
    expect(await closesIn(folder, name), moment).toEqual([11]);
    expect((await verifyStore(store, undefined, silentProgress)).problems, moment).toEqual([]);
  }
}, 60_000);

test("ingests of different tables in processes started at the same moment all get in", async () => {
  const folder = temporaryFolder();
  writePrices(folder, "prices.csv", 10);
  writeFileSync(join(folder, "traders.csv"), "trader,desk\nAnn,East\n");
  writeFileSync(join(folder, "balances.csv"), "account,date,equity,currency\nA,2020-01-02,100,USD\n");
  writeFileSync(join(folder, "fx.csv"), "base,quote,date,rate\nEUR,USD,2020-01-02,1.1\n");
  const tables = ["prices", "traders", "balances", "fx"];
  const ends = tables.map(
    table =>
      new Promise<number | null>(resolve => {
        const args = [RISKBOOK, "ingest", table, `${table}.csv`, "--store", "store"];
        spawn(process.execPath, args, { cwd: folder, stdio: "ignore" }).on("exit", resolve);
      }),
  );
  expect(await Promise.all(ends)).toEqual([0, 0, 0, 0]);
  const store = openStore(join(folder, "store"), { now });
  expect(store.latest()).toMatchObject({ number: 4, rows: { prices: 8, traders: 1, balances: 1, fx: 1 } });
  expect(readdirSync(store.layout.unfinished)).toEqual([]);
});
