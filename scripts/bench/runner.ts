// Our runner beside Jupyter's: whole processes, alternated, the same kernel and notebook, equal outputs.
// node dist/scripts/bench/runner.js [notebook.ipynb] [rounds]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { canonicalJson, findBook, packageRoot } from "../../lib/core/index.js";
import { type CodeCell, installKernel, readNotebook } from "../../lib/notebook/runner.js";

const notebook = resolve(process.argv[2] ?? join(packageRoot(), "notebooks", "daily-risk.ipynb"));
const rounds = Number(process.argv[3] ?? 5);
const folder = mkdtempSync(join(tmpdir(), "riskbook-bench-"));

try {
  installKernel(folder, { node: process.execPath });
  const python = ["/usr/bin/python3", "python3"].find(
    command => spawnSync(command, ["-c", "import nbconvert"]).status === 0,
  );
  if (python === undefined)
    process.stdout.write("jupyter nbconvert is not installed here: there is nothing to compare with.\n");
  else compare(python);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function compare(python: string): void {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(
      time(process.execPath, [
        join(packageRoot(), "scripts", "riskbook.mjs"),
        "notebook",
        "run",
        notebook,
        "-o",
        join(folder, "ours.ipynb"),
      ]),
    );
    theirs.push(
      time(python, [
        "-m",
        "nbconvert",
        "--to",
        "notebook",
        "--execute",
        notebook,
        "--output-dir",
        folder,
        "--output",
        "theirs.ipynb",
      ]),
    );
    process.stdout.write(
      `round ${round + 1}: riskbook ${ours.at(-1)!.toFixed(2)} s, nbconvert ${theirs.at(-1)!.toFixed(2)} s\n`,
    );
  }
  const equal = outputsOf("ours.ipynb") === outputsOf("theirs.ipynb");
  const ratio = median(ours) / median(theirs);
  process.stdout.write(
    `${basename(notebook)}: median ${median(ours).toFixed(2)} s against ${median(theirs).toFixed(2)} s, ratio ${ratio.toFixed(2)}, outputs ${equal ? "equal" : "DIFFERENT"}\n`,
  );
  if (!equal) process.exitCode = 1;
}

/** Seconds that a whole process takes. */
function time(command: string, argv: string[]): number {
  const book = findBook(dirname(notebook));
  const environment = {
    ...process.env,
    JUPYTER_PATH: folder,
    RISKBOOK_OUTPUT: folder,
    ...(book === undefined ? {} : { RISKBOOK_BOOK: book }),
  };
  const begun = performance.now();
  const { status, stderr } = spawnSync(command, argv, { env: environment, cwd: dirname(notebook), encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ended with ${status}:\n${stderr}`);
  return (performance.now() - begun) / 1000;
}

function outputsOf(name: string): string {
  const { cells } = readNotebook(join(folder, name));
  return canonicalJson(
    cells.filter((cell): cell is CodeCell => cell.cell_type === "code").map(({ outputs }) => outputs),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
