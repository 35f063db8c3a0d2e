// A year of daily ingests: what the last day costs against the first, and what compacting does to files, time and results.
// node dist/scripts/bench/store-year.js [days]
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDays, silentProgress } from "../../lib/core/index.js";
import {
  bookPnl,
  compactStore,
  ingestExecutions,
  ingestTable,
  openSnapshot,
  openStore,
  readMap,
} from "../../lib/data/index.js";

const days = Number(process.argv[2] ?? 250);
const ACCOUNTS = 12;
const SYMBOLS = ["AAA", "BBB", "CCC", "DDD"];
const FILLS_A_DAY = 240;

const folder = mkdtempSync(join(tmpdir(), "riskbook-store-year-"));
const now = (): Date => new Date("2026-01-01T00:00:00Z");
const store = openStore(join(folder, "store"), { now });
writeFileSync(
  join(folder, "map.yaml"),
  `columns: { time: [Date, Time], account: Account, side: Side, quantity: Quantity, symbol: Symbol, price: Price }
constants: { currency: USD }
sides: { buy: [B], sell: [S] }
time: { format: "%m/%d/%Y %H:%M:%S", zone: America/New_York }
`,
);
const map = readMap(join(folder, "map.yaml"));
const common = { store, now, progress: silentProgress } as const;
const daily: number[] = [];

try {
  for (let day = 0; day < days; day++) daily.push(await timed(() => ingestDay(addDays("2025-01-02", day), day)));
  const tenth = Math.max(1, Math.floor(days / 10));
  say(`a day's two ingests, first ${tenth}`, `${mean(daily.slice(0, tenth))} ms`);
  say(`a day's two ingests, last ${tenth}`, `${mean(daily.slice(-tenth))} ms`);
  say(
    "snapshots",
    `${store.entries().length}, listed in ${(await timed(async () => void store.entries())).toFixed(0)} ms`,
  );
  const before = await measure();
  let compaction: Awaited<ReturnType<typeof compactStore>> = null;
  const took = await timed(async () => {
    compaction = await compactStore(store);
  });
  const after = await measure();
  const done = compaction as unknown as NonNullable<Awaited<ReturnType<typeof compactStore>>>;
  say("files", `${done.before.files} → ${done.after.files}`);
  say("bytes", `${(done.before.bytes / 1e6).toFixed(1)} → ${(done.after.bytes / 1e6).toFixed(1)} MB`);
  say("compaction", `${(took / 1000).toFixed(1)} s`);
  say("open and P&L", `${before.ms.toFixed(0)} → ${after.ms.toFixed(0)} ms`);
  say("results", before.result === after.result ? "the same to the last bit" : "DIFFER");
  if (before.result !== after.result) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Loads one day's fills, and its prices as a keyed table. */
async function ingestDay(date: string, day: number): Promise<void> {
  const [year, month, dayOfMonth] = date.split("-");
  const fills = Array.from({ length: FILLS_A_DAY }, (_, i) => {
    const symbol = SYMBOLS[i % SYMBOLS.length];
    const clock = `${10 + Math.floor(i / 60)}:${String(i % 60).padStart(2, "0")}:00`;
    const price = 20 + ((day * 7 + i * 3) % 97) / 10;
    return `${month}/${dayOfMonth}/${year},${clock},${symbol},${1 + (i % 9)},${price},${i % 2 === 0 ? "B" : "S"},DESK-${i % ACCOUNTS}`;
  });
  const prices = SYMBOLS.map((symbol, i) => `${symbol},${date},${20 + ((day + i) % 50) / 5}`);
  writeFileSync(join(folder, "fills.csv"), `Date,Time,Symbol,Quantity,Price,Side,Account\n${fills.join("\n")}\n`);
  writeFileSync(join(folder, "prices.csv"), `symbol,date,close\n${prices.join("\n")}\n`);
  await ingestExecutions({ ...common, files: [join(folder, "fills.csv")], map });
  await ingestTable({ ...common, table: "prices", files: [join(folder, "prices.csv")] });
}

/** How long opening the newest snapshot and working out its P&L takes, and what comes out. */
async function measure(): Promise<{ ms: number; result: string }> {
  let result = "";
  const ms = await timed(async () => {
    const snapshot = await openSnapshot(store);
    const pnl = await bookPnl(snapshot);
    result = JSON.stringify([pnl.rows, [...pnl.firm().actual]]);
    snapshot.close();
  });
  return { ms, result };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function mean(values: readonly number[]): string {
  return (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(0);
}

function say(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(34)} ${figure}\n`);
}
