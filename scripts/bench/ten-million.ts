// Ten million fills: our ingest beside DuckDB's bare CSV-to-Parquet copy, each in a process of its own, and daily totals
// through a snapshot beside the bare query. Needs about 2 GB in the temporary folder.
// node dist/scripts/bench/ten-million.js [--fills N] [--rounds N]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { silentProgress } from "../../lib/core/index.js";
import {
  type IngestSummary,
  ingestExecutions,
  openDatabase,
  openSnapshot,
  openStore,
  readMap,
  writeDemoFirm,
} from "../../lib/data/index.js";

/** Fills of one office of the demo firm, about. */
const OFFICE_FILLS = 153_600;
const QUERY_ROUNDS = 5;
const now = (): Date => new Date("2020-04-18T12:00:00Z");

/**
 * The quantity that the bare copy declares: as narrow as these fills allow, which a ratio is told of; and as the store
 * declares it, which DuckDB's reader takes several times as long for.
 */
const QUANTITY_TYPES = { copy: "DECIMAL(18, 8)", "copy-as-stored": "DECIMAL(24, 8)" } as const;
const STEPS = ["copy", "copy-as-stored", "load", "load-again"] as const;
type Step = (typeof STEPS)[number];

/** What a piece of work in a process of its own took. */
interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

const [first, folder] = process.argv.slice(2);
const step = STEPS.find(name => name === first);
if (step !== undefined && folder !== undefined) {
  process.stdout.write(JSON.stringify(await costOf(() => work(step, folder))));
} else {
  const { values } = parseArgs({
    options: { fills: { type: "string", default: "10000000" }, rounds: { type: "string", default: "3" } },
  });
  await compare(Number(values.fills), Number(values.rounds));
}

async function compare(wanted: number, rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-bench-"));
  try {
    const { fills, files } = writeDemoFirm({ folder, scale: Math.max(2, Math.ceil(wanted / OFFICE_FILLS)) });
    const bytes = files.find(({ name }) => name === "fills.csv")!.bytes;
    process.stdout.write(`${fills.toLocaleString("en-US")} fills, ${(bytes / 1e6).toFixed(0)} MB of CSV\n`);
    const costs = { copy: [] as Cost[], load: [] as Cost[] };
    for (let round = 1; round <= rounds; round++) {
      for (const step of ["copy", "load"] as const) {
        if (step === "load") rmSync(join(folder, "store"), { recursive: true, force: true });
        costs[step].push(inProcess(step, folder));
        process.stdout.write(`round ${round}: ${step} ${told(costs[step].at(-1)!)}\n`);
      }
    }
    const ingest = best(costs.load);
    process.stdout.write(`ingest ${told(ingest)}; at most 2500 MB\n`);
    tellRatio("copy", best(costs.copy), ingest);
    tellRatio("copy-as-stored", inProcess("copy-as-stored", folder), ingest);
    await dailyTotals(join(folder, "store"));
    process.stdout.write(`the same file again, every fill known: ${told(inProcess("load-again", folder))}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tellRatio(step: keyof typeof QUANTITY_TYPES, copy: Cost, ingest: Cost): void {
  process.stdout.write(
    `bare copy with quantity ${QUANTITY_TYPES[step]} ${told(copy)}\n` +
      `  ratio ${(ingest.seconds / copy.seconds).toFixed(2)}, of processor time ${(ingest.cpuSeconds / copy.cpuSeconds).toFixed(2)}; at most 3\n`,
  );
}

async function work(step: Step, folder: string): Promise<void> {
  if (step === "copy" || step === "copy-as-stored") return bareCopy(folder, QUANTITY_TYPES[step]);
  const { read, loaded, alreadyKnown } = await load(folder);
  const taken = step === "load" ? loaded : alreadyKnown;
  if (read !== taken) throw new Error(`Of ${read} fills ${loaded} were loaded, and ${alreadyKnown} were known.`);
}

/** The declared copy that anybody would write by hand, with the limits that we load with. */
async function bareCopy(folder: string, quantity: string): Promise<void> {
  const { connection, close } = await openDatabase();
  await connection.run(`COPY (FROM read_csv('${join(folder, "fills.csv")}', header = true, auto_detect = false, delim = ',',
      quote = '"', timestampformat = '%m/%d/%Y %H:%M:%S', columns = {'time': 'TIMESTAMP', 'account': 'VARCHAR',
      'side': 'VARCHAR', 'quantity': '${quantity}', 'symbol': 'VARCHAR', 'price': 'DOUBLE', 'fees': 'DECIMAL(18, 6)',
      'fill_id': 'VARCHAR'})) TO '${join(folder, "copy.parquet")}' (FORMAT parquet)`);
  close();
}

function load(folder: string): Promise<IngestSummary> {
  return ingestExecutions({
    store: openStore(join(folder, "store"), { now }),
    files: [join(folder, "fills.csv")],
    map: readMap(join(folder, "demo-fills.yaml")),
    now,
    progress: silentProgress,
    simulated: true,
  });
}

/** Fills, shares and costs by account and day, in the same database, alternated. */
async function dailyTotals(store: string): Promise<void> {
  const snapshot = await openSnapshot(openStore(store, { now }));
  const files = snapshot.manifest.files
    .filter(({ table }) => table === "fills")
    .map(({ path }) => `'${join(store, path)}'`);
  const totals = (rows: string): string =>
    `SELECT account, trade_date, count(*) AS fills, sum(quantity) AS quantity, sum(fees) AS fees FROM ${rows} GROUP BY ALL ORDER BY ALL`;
  const queries = { bare: totals(`read_parquet([${files.join(", ")}])`), ours: totals("fills") };
  const times = { bare: [] as number[], ours: [] as number[] };
  for (let round = 0; round <= QUERY_ROUNDS; round++) {
    for (const name of ["bare", "ours"] as const) {
      const begun = performance.now();
      await snapshot.connection.runAndReadAll(queries[name]);
      if (round > 0) times[name].push(performance.now() - begun); // the first round warms up
    }
  }
  const differ = await snapshot.connection.runAndReadAll(
    `SELECT count(*) FROM ((${queries.bare}) EXCEPT (${queries.ours}))`,
  );
  snapshot.close();
  const [bare, ours] = [Math.min(...times.bare), Math.min(...times.ours)];
  process.stdout.write(
    `daily totals by account: bare query ${bare.toFixed(0)} ms, snapshot ${ours.toFixed(0)} ms, ratio ${(ours / bare).toFixed(2)}, at most 1.5; ${differ.value(0, 0)} differences\n`,
  );
  if (differ.value(0, 0) !== 0n) process.exitCode = 1;
}

function inProcess(step: Step, folder: string): Cost {
  const { status, stdout, stderr } = spawnSync(process.execPath, [process.argv[1]!, step, folder], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${step} ended with ${status}:\n${stderr}`);
  return JSON.parse(stdout) as Cost;
}

async function costOf(work: () => Promise<void>): Promise<Cost> {
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1000;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { seconds, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 };
}

/** The fastest of some rounds: whatever else the machine did only adds to a time. */
function best(costs: readonly Cost[]): Cost {
  const least = (part: keyof Cost): number => Math.min(...costs.map(cost => cost[part]));
  return {
    seconds: least("seconds"),
    cpuSeconds: least("cpuSeconds"),
    peakMegabytes: Math.max(...costs.map(({ peakMegabytes }) => peakMegabytes)),
  };
}

function told({ seconds, cpuSeconds, peakMegabytes }: Cost): string {
  return `${seconds.toFixed(2)} s, ${cpuSeconds.toFixed(2)} s of processor time, ${peakMegabytes.toFixed(0)} MB`;
}
