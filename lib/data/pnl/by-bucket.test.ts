import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { packageRoot, silentProgress } from "../../core/index.js";
import { ingestExecutions } from "../ingest/executions.js";
import { readMap } from "../ingest/map-file.js";
import { accountBucket, BUCKETS, openSnapshot, openStore, type Store } from "../store/index.js";
import { bookPnl } from "./index.js";

const now = (): Date => new Date("2020-12-31T00:00:00Z");

const ACCOUNTS = Array.from({ length: 20 }, (_, i) => `DESK-${i}`);

/** A store of three months of fills, at prices whose sums depend on the order in which they are made. */
async function storeOfFills(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-buckets-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const lines = ACCOUNTS.flatMap((account, i) =>
    Array.from({ length: 60 }, (_, n) => {
      const day = `0${1 + (n % 3)}/${String(1 + (n % 27)).padStart(2, "0")}/2020`;
      const price = 10 + ((7 * n + 3 * i) % 13) / 7;
      return `${day} 10:${String(n).padStart(2, "0")}:00,${account},${n % 2 === 0 ? "B" : "S"},${1 + (n % 5)},XYZ,${price},0.013,${account}-${n}`;
    }),
  );
  writeFileSync(
    join(folder, "fills.csv"),
    `Time,Account,Side,Quantity,Symbol,Price,Fees,Fill Id\n${lines.join("\n")}\n`,
  );
  writeFileSync(
    join(folder, "map.yaml"),
    `columns: { time: Time, account: Account, side: Side, quantity: Quantity, symbol: Symbol, price: Price, fees: [Fees], fillId: Fill Id }
constants: { currency: USD }
sides: { buy: [B], sell: [S] }
time: { format: "%m/%d/%Y %H:%M:%S", zone: America/New_York }
`,
  );
  const store = openStore(join(folder, "store"), { now });
  const map = readMap(join(folder, "map.yaml"));
  await ingestExecutions({ store, files: [join(folder, "fills.csv")], map, now, progress: silentProgress });
  return store;
}

const WORKER = `
  const { bookPnl, openSnapshot, openStore } = await import(process.argv[1]);
  const store = openStore(process.argv[2], { now: () => new Date() });
  const buckets = process.argv[3].split(",").map(Number);
  const snapshot = await openSnapshot(store, "1", { buckets, threads: 1 });
  const { rows } = await bookPnl(snapshot);
  process.stdout.write(JSON.stringify(rows));
  snapshot.close();`;

/** The P&L of some parts of a store, worked out in a process of its own. */
function rowsInProcess(store: Store, buckets: readonly number[]): Promise<unknown[]> {
  const library = join(packageRoot(), "dist", "lib", "data", "index.js");
  const args = ["--input-type=module", "-e", WORKER, library, store.layout.root, buckets.join(",")];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", chunk => {
    text += chunk;
  });
  return new Promise((resolve, reject) =>
    child.on("close", code => (code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`ended with ${code}`)))),
  );
}

test("P&L by parts of the accounts in several processes is the whole's, to the last bit", async () => {
  const store = await storeOfFills();
  const split = [
    [0, 3, 6],
    [1, 4, 7],
    [2, 5],
  ];
  const parts = await Promise.all(split.map(buckets => rowsInProcess(store, buckets)));
  const snapshot = await openSnapshot(store);
  const whole = JSON.parse(JSON.stringify((await bookPnl(snapshot)).rows));
  snapshot.close();
  expect(new Set(ACCOUNTS.map(accountBucket)).size).toBe(BUCKETS);
  expect(parts.every(rows => rows.length > 0 && rows.length < whole.length)).toBe(true);
  expect(parts.flat().toSorted(byAccount)).toEqual(whole.toSorted(byAccount));
});

function byAccount(left: unknown, right: unknown): number {
  const [a, b] = [left, right].map(row => (row as { account: string }).account) as [string, string];
  return a < b ? -1 : 1;
}
