// kill -9 at each named write, sync and link of an ingest, and at random, while readers and a second writer run.
// node dist/scripts/bench/store-kill.js [rounds] [point]
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot, silentProgress } from "../../lib/core/index.js";
import { CHECKPOINTS, ingestExecutions, openSnapshot, openStore, readMap } from "../../lib/data/index.js";

/** Fills by symbol: what stands before, what the victim loads, what the second writer loads. */
const ROWS = { BASE: 60, VICTIM: 90, SECOND: 75 } as const;
type Part = keyof typeof ROWS;

const rounds = Number(process.argv[2] ?? 20);
const RANDOM = "random";
const points = process.argv[3] === undefined ? [...CHECKPOINTS, RANDOM] : [process.argv[3]];
const map = join(packageRoot(), "data", "maps", "tradervue.yaml");
const now = (): Date => new Date();
const folder = mkdtempSync(join(tmpdir(), "riskbook-store-kill-"));
const tally = { rounds: 0, killed: 0, old: 0, new: 0, reads: 0, mixtures: 0, losses: 0, doubles: 0 };

try {
  for (const part of Object.keys(ROWS) as Part[]) writeFills(part);
  await ingestHere("base", "BASE");
  const wholeMs = await timeOfIngest();
  for (const point of points) {
    for (let round = 0; round < rounds; round++) await killOnce(point, round, wholeMs);
    process.stdout.write(`${point.padEnd(15)} ${JSON.stringify(tally)}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const failures = tally.mixtures + tally.losses + tally.doubles;
process.stdout.write(failures === 0 ? "No mixture, no loss, nothing twice.\n" : `${failures} FAILURES\n`);
process.exitCode = failures === 0 ? 0 : 1;

/** One round: a copy of the base store, a victim that is killed, a second writer, a reader, and then the victim's work again. */
async function killOnce(point: string, round: number, wholeMs: number): Promise<void> {
  const name = "round";
  cpSync(join(folder, "base"), join(folder, name), { recursive: true });
  // Later rounds die the second or third time that a point is passed, where it is passed so often.
  const times = point.endsWith("-file") ? 1 + (round % 3) : 1;
  const victim = ingestProcess(name, "VICTIM", point === RANDOM ? undefined : `${point}:${times}`);
  const second = ingestProcess(name, "SECOND", undefined);
  if (point === RANDOM) setTimeout(() => victim.kill("SIGKILL"), wholeMs * (0.4 + 1.2 * Math.random()));
  const running = Promise.all([ended(victim), ended(second)]);
  let over = false;
  void running.then(() => (over = true));
  while (!over) await read(name);
  const [victimSignal, secondSignal] = await running;
  const after = await read(name);
  tally.rounds++;
  if (victimSignal === "SIGKILL") tally.killed++;
  if (after.VICTIM === 0) tally.old++;
  else tally.new++;
  if (secondSignal !== null || after.SECOND !== ROWS.SECOND || after.BASE !== ROWS.BASE) tally.losses++;
  await ingestHere(name, "VICTIM");
  const whole = await read(name);
  for (const part of Object.keys(ROWS) as Part[]) {
    if (whole[part] > ROWS[part]) tally.doubles++;
    if (whole[part] < ROWS[part]) tally.losses++;
  }
  rmSync(join(folder, name), { recursive: true, force: true });
}

/** Opens the newest snapshot and counts each part, which must be there wholly or not at all. */
async function read(name: string): Promise<Record<Part, number>> {
  const snapshot = await openSnapshot(openStore(join(folder, name), { now }), "latest", { threads: 1 });
  try {
    const counts = { BASE: 0, VICTIM: 0, SECOND: 0 };
    for (const row of await snapshot.rows(
      "SELECT symbol, count(*) AS n, count(DISTINCT price) AS prices FROM fills GROUP BY symbol",
    )) {
      counts[row.symbol as Part] = row.n as number;
      if (row.n !== row.prices) tally.doubles++;
    }
    tally.reads++;
    for (const part of Object.keys(ROWS) as Part[])
      if (counts[part] !== 0 && counts[part] !== ROWS[part]) tally.mixtures++;
    return counts;
  } finally {
    snapshot.close();
  }
}

function ingestProcess(name: string, part: Part, crashAt: string | undefined): ChildProcess {
  const args = ["ingest", `${part}.csv`, "--map", map, "--store", name];
  return spawn(process.execPath, [join(packageRoot(), "scripts", "riskbook.mjs"), ...args], {
    cwd: folder,
    stdio: "ignore",
    env: { ...process.env, ...(crashAt === undefined ? {} : { RISKBOOK_CRASH_AT: crashAt }) },
  });
}

/** How long the victim takes beside the second writer when nobody kills it or reads meanwhile, in milliseconds. */
async function timeOfIngest(): Promise<number> {
  cpSync(join(folder, "base"), join(folder, "timed"), { recursive: true });
  const begun = performance.now();
  const second = ended(ingestProcess("timed", "SECOND", undefined));
  await ended(ingestProcess("timed", "VICTIM", undefined));
  const wholeMs = performance.now() - begun;
  await second;
  return wholeMs;
}

function ended(child: ChildProcess): Promise<string | null> {
  return new Promise(resolve => child.on("exit", (_, signal) => resolve(signal)));
}

async function ingestHere(name: string, part: Part): Promise<void> {
  const store = openStore(join(folder, name), { now });
  await ingestExecutions({
    store,
    files: [join(folder, `${part}.csv`)],
    map: readMap(map),
    now,
    progress: silentProgress,
  });
}

/** Fills over three months at prices that are all different. */
function writeFills(part: Part): void {
  const rows = Array.from(
    { length: ROWS[part] },
    (_, i) => `0${1 + (i % 3)}/03/2020,10:${String(i % 60).padStart(2, "0")}:00,${part},100,${10 + i / 4},Buy`,
  );
  writeFileSync(join(folder, `${part}.csv`), `Date,Time,Symbol,Quantity,Price,Side\n${rows.join("\n")}\n`);
}
