import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readIndexBars } from "../../lib/data/index.js";
import { fitVolatility, isDefined, volatilityErrors } from "../../lib/risk/index.js";

const RSCRIPT = "/usr/bin/Rscript";
const ROUNDS = 3;
const [OUR_FITS, THEIR_FITS] = [40, 5] as const;

/** Fits with standard errors, as garchFit makes them; prints CPU milliseconds by fit, the parameters and the likelihood. */
const R_PROGRAM = `
suppressMessages(library(fGarch))
path <- commandArgs(TRUE)[1]
x <- scan(path, quiet = TRUE)
one <- function() garchFit(~garch(1, 1), data = x, trace = FALSE)
fit <- one()
cpu <- sum(system.time(for (i in 1:${THEIR_FITS}) one())[1:2]) * 1000 / ${THEIR_FITS}
cat(format(c(cpu, fit@fit$par, -fit@fit$llh), digits = 12), sep = "\\n")
`;

function ours(series: Float64Array): { ms: number; parameters: readonly number[]; logLikelihood: number } {
  const work = (): { parameters: readonly number[]; logLikelihood: number } => {
    const fit = fitVolatility(series);
    if (!isDefined(fit)) throw new Error(fit.reason);
    volatilityErrors(series, fit);
    return { parameters: Object.values(fit.parameters), logLikelihood: fit.logLikelihood };
  };
  work();
  const start = process.cpuUsage();
  let found = work();
  for (let run = 1; run < OUR_FITS; run++) found = work();
  const { user, system } = process.cpuUsage(start);
  return { ms: (user + system) / 1000 / OUR_FITS, ...found };
}

function theirs(file: string): { ms: number; parameters: readonly number[]; logLikelihood: number } {
  const lines = execFileSync(RSCRIPT, ["-e", R_PROGRAM, file], { encoding: "utf8" }).trim().split("\n").map(Number);
  return { ms: lines[0]!, parameters: lines.slice(1, -1), logLikelihood: lines.at(-1)! };
}

async function compare(name: string, series: Float64Array, folder: string): Promise<void> {
  const file = join(folder, "series.txt");
  await writeFile(file, series.join("\n"));
  const rounds = Array.from({ length: ROUNDS }, () => ({ own: ours(series), peer: theirs(file) }));
  const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
  const [own, peer] = [median(rounds.map(round => round.own.ms)), median(rounds.map(round => round.peer.ms))];
  const [a, b] = [rounds[0]!.own, rounds[0]!.peer];
  const apart = a.parameters.reduce((most, value, i) => Math.max(most, Math.abs(value / b.parameters[i]! - 1)), 0);
  process.stdout.write(
    `garch ${name.padEnd(8)} ${series.length} days  riskbook ${own.toFixed(2)} ms CPU  fGarch ${peer.toFixed(1)} ms CPU  ratio ${(own / peer).toFixed(4)}  parameters ${apart.toExponential(1)} apart, log likelihood ${(a.logLikelihood - b.logLikelihood).toExponential(1)} above\n`,
  );
}

/**
 * Our GARCH(1,1) with three sets of standard errors beside R's fGarch with its one, in alternation: CPU time of a fit.
 * @param file a series with one number in the last column of each line after the header; the S&P 500 is always compared
 * @returns false where R or its package is missing, after saying so
 */
export async function benchGarch(file: string | undefined): Promise<boolean> {
  try {
    execFileSync(RSCRIPT, ["-e", "stopifnot(requireNamespace('fGarch', quietly = TRUE))"], { stdio: "ignore" });
  } catch {
    process.stderr.write(`garch: not run. It needs ${RSCRIPT} with fGarch: apt-get install r-cran-fgarch.\n`);
    return false;
  }
  const folder = await mkdtemp(join(tmpdir(), "riskbook-bench-"));
  try {
    const bars = readIndexBars();
    const index = Float64Array.from(bars.slice(1), ({ close }, day) => 100 * (close / bars[day]!.close - 1));
    await compare("S&P 500", index, folder);
    if (file !== undefined && existsSync(file)) {
      const rows = (await readFile(file, "utf8")).trim().split(/\r?\n/).slice(1);
      await compare(
        "file",
        Float64Array.from(rows, row => Number(row.split(",").at(-1))),
        folder,
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchGarch(process.argv[2]?.replace(/^--file=/, ""));
