import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readSeries } from "../../lib/data/index.js";
import {
  alpha,
  contextOf,
  type Figure,
  informationRatio,
  isDefined,
  type ReturnContext,
  returnMeasures,
} from "../../lib/risk/index.js";

/** What the numpy script prints: median milliseconds, and values by name (null where numpy has NaN). */
interface NumpyResult {
  readonly one_ms: number;
  readonly many_ms: number;
  readonly names: readonly string[];
  readonly one: readonly (number | null)[];
  readonly many: readonly (readonly (number | null)[])[];
}

type Compute = (context: ReturnContext) => Figure<unknown>;

const RUNS = 9;
const ROUNDS = 3;
const PYTHON = "/usr/bin/python3";

/** Two of the 26 measures are per period, which the catalogue holds per year. */
const PER_PERIOD: Readonly<Record<string, Compute>> = {
  information_ratio_per_period: ({ benchmark }) => informationRatio(benchmark!, { periodsPerYear: 1 }),
  alpha_per_period: ({ benchmark }) => alpha(benchmark!, { periodsPerYear: 1 }),
};

function computers(names: readonly string[]): readonly Compute[] {
  const catalogue = new Map(returnMeasures().map(measure => [measure.id, measure]));
  return names.map(name => {
    const compute = PER_PERIOD[name] ?? catalogue.get(name)?.compute;
    if (compute === undefined) throw new Error(`The catalogue has no measure ${name}.`);
    return compute;
  });
}

function measure(returns: Float64Array, benchmark: Float64Array, compute: readonly Compute[]): (number | null)[] {
  const context = contextOf(returns, { benchmark, periodsPerYear: 252 });
  return compute.map(one => {
    const figure = one(context);
    return isDefined(figure) ? (figure as number) : null;
  });
}

function timed<T>(work: () => T): { ms: number; value: T } {
  let value = work();
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    value = work();
    times.push(performance.now() - start);
  }
  return { ms: median(times), value };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** Largest relative difference; one that is undefined on one side only counts as infinite. */
function largestDifference(ours: readonly (number | null)[], theirs: readonly (number | null)[]): number {
  return ours.reduce<number>((worst, value, i) => {
    const other = theirs[i]!;
    if (value === null || other === null) return value === other ? worst : Number.POSITIVE_INFINITY;
    // A series against itself has an alpha of rounding noise on both sides.
    const scale = Math.max(Math.abs(value), Math.abs(other), 1e-8);
    return Math.max(worst, Math.abs(value - other) / scale);
  }, 0);
}

async function compare(script: string, folder: string): Promise<boolean> {
  execFileSync(PYTHON, [script, "make", folder]);
  const one = (await readSeries(join(folder, "one.csv"), { columns: ["r", "b"] })).columns;
  const header = (await readFile(join(folder, "many.csv"), "utf8")).split(/\r?\n/, 1)[0]!.split(",").slice(1);
  const many = Object.values((await readSeries(join(folder, "many.csv"), { columns: header })).columns);
  const times: { one: [number, number]; many: [number, number] }[] = [];
  let worst = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const theirs = JSON.parse(
      execFileSync(PYTHON, [script, "time", folder, String(RUNS)], { encoding: "utf8" }),
    ) as NumpyResult;
    const compute = computers(theirs.names);
    const ourOne = timed(() => measure(one.r!, one.b!, compute));
    const ourMany = timed(() => many.map(series => measure(series, many[0]!, compute)));
    worst = Math.max(worst, largestDifference(ourOne.value, theirs.one));
    ourMany.value.forEach((row, i) => {
      worst = Math.max(worst, largestDifference(row, theirs.many[i]!));
    });
    times.push({ one: [ourOne.ms, theirs.one_ms], many: [ourMany.ms, theirs.many_ms] });
  }
  for (const size of ["one", "many"] as const) {
    const [ours, theirs] = [0, 1].map(side => median(times.map(time => time[size][side]!))) as [number, number];
    const ratio = (ours / theirs).toFixed(2);
    process.stdout.write(
      `measures ${size.padEnd(4)}  riskbook ${ours.toFixed(3)} ms  numpy ${theirs.toFixed(3)} ms  ratio ${ratio}\n`,
    );
  }
  const equal = worst <= 1e-10;
  process.stdout.write(`measures equal to ${worst.toExponential(1)} relative: ${equal ? "within" : "OUTSIDE"} 1e-10\n`);
  return equal;
}

/**
 * Our 26 measures beside numpy's, one thread each, in alternation.
 * @param script path of numpy_measures.py; `RISKBOOK_NUMPY_MEASURES` otherwise
 * @returns false where the values differ; a benchmark that cannot run says what it needs and is no failure
 */
export async function benchMeasures(script: string | undefined): Promise<boolean> {
  if (script === undefined || !existsSync(script) || !existsSync(PYTHON)) {
    process.stderr.write(
      `measures: not run. It needs ${PYTHON} with numpy and scipy, and the path of numpy_measures.py as the argument or in ` +
        `RISKBOOK_NUMPY_MEASURES (it was ${script ?? "not given"}).\n`,
    );
    return true;
  }
  const folder = await mkdtemp(join(tmpdir(), "riskbook-bench-"));
  try {
    return await compare(script, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const equal = await benchMeasures(process.argv[2] ?? process.env.RISKBOOK_NUMPY_MEASURES);
  process.exitCode = equal ? 0 : 1;
}
